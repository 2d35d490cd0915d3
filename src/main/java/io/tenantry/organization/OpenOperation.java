package io.tenantry.organization;

import io.tenantry.kernel.OrganizationId;
import java.time.Instant;
import org.bson.types.ObjectId;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * That an operation runs, or ran, or is about to. It is noted before the operation begins and struck out after it has ended,
 * so that whoever looks for operations that stand still reads a few documents and not all organizations. A hint and no more:
 * what is true stands in the organization's own document.
 *
 * @param notedAt for people who look: nothing is decided by it
 */
@Document("open_operations")
record OpenOperation(@Id ObjectId id, OrganizationId organizationId, Instant notedAt) {

    static OpenOperation of(Organization organization, Instant now) {
        return new OpenOperation(organization.requiredOperation().id(), organization.id(), now);
    }
}
