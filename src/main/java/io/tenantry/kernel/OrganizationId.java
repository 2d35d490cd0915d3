package io.tenantry.kernel;

import org.bson.types.ObjectId;

/** The id of an organization: it outlives every name the organization has. */
public record OrganizationId(ObjectId value) {

    public static OrganizationId create() {
        return new OrganizationId(new ObjectId());
    }

    /**
     * The id in 24 hexadecimal digits.
     *
     * @throws InvalidValueException when the text is none
     */
    public static OrganizationId of(String text) {
        return new OrganizationId(Ids.parse(text));
    }

    /** 24 hexadecimal digits. */
    @Override
    public String toString() {
        return value.toHexString();
    }
}
