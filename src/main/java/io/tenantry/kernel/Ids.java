package io.tenantry.kernel;

import org.bson.types.ObjectId;

/** How ids are written: an ObjectId's 24 hexadecimal digits. */
public final class Ids {

    private Ids() {}

    /**
     * The id in that text.
     *
     * @throws InvalidValueException when there is none
     */
    public static ObjectId parse(String text) {
        if (!ObjectId.isValid(text)) {
            throw new InvalidValueException("must be an id of 24 hexadecimal digits");
        }
        return new ObjectId(text);
    }
}
