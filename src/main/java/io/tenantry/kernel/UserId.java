package io.tenantry.kernel;

import org.bson.types.ObjectId;

/** The id of a person in one organization, {@code sub} of their access tokens. */
public record UserId(ObjectId value) {

    public static UserId create() {
        return new UserId(new ObjectId());
    }

    /** 24 hexadecimal digits. */
    @Override
    public String toString() {
        return value.toHexString();
    }
}
