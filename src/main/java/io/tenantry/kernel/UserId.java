package io.tenantry.kernel;

import org.bson.types.ObjectId;

/** The id of a person in one organization, or of a superuser: {@code sub} of their access tokens. */
public record UserId(ObjectId value) {

    public static UserId create() {
        return new UserId(new ObjectId());
    }

    /**
     * The id in 24 hexadecimal digits.
     *
     * @throws InvalidValueException when the text is none
     */
    public static UserId of(String text) {
        return new UserId(Ids.parse(text));
    }

    /** 24 hexadecimal digits. */
    @Override
    public String toString() {
        return value.toHexString();
    }
}
