package io.tenantry.organization;

import io.tenantry.kernel.OrganizationId;
import io.tenantry.tenancy.CopyProgress;
import java.time.Instant;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * What became of an operation.
 *
 * @param failure why it was undone; null when it was not
 */
@Document("operations")
record EndedOperation(
        @Id ObjectId id,
        OrganizationId organizationId,
        OperationType type,
        @Nullable CopyProgress progress,
        Operation.@Nullable Failure failure,
        Instant createdAt,
        Instant updatedAt) {

    static EndedOperation of(Organization organization, Instant now) {
        Operation operation = organization.requiredOperation();
        return new EndedOperation(
                operation.id(),
                organization.id(),
                operation.type(),
                operation.progress(),
                operation.failure(),
                operation.createdAt(),
                now);
    }
}
