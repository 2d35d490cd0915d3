package io.tenantry.audit;

import io.tenantry.kernel.OrganizationId;
import org.bson.types.ObjectId;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * How far the chain of an organization has come, as the master knows: all of it up to this entry was acknowledged. The
 * chain may be longer, since the entry is written before, and never shorter.
 */
@Document("audit_heads")
record ChainHead(@Id OrganizationId organizationId, long seq, String hash, ObjectId entryId) {}
