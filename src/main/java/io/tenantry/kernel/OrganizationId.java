package io.tenantry.kernel;

import org.bson.types.ObjectId;

/** The id of an organization: it outlives every name the organization has. */
public record OrganizationId(ObjectId value) {

    public static OrganizationId create() {
        return new OrganizationId(new ObjectId());
    }

    /** 24 hexadecimal digits. */
    @Override
    public String toString() {
        return value.toHexString();
    }
}
