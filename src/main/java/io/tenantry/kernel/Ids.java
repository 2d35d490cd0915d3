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

    /**
     * The id in a path. One that is none is nobody's: it is answered as a stranger's is.
     *
     * @param kind what {@link ProblemException#notFound} says is not there
     * @throws ProblemException 404 when there is no id in that text
     */
    public static ObjectId orNotFound(String text, String kind) {
        if (!ObjectId.isValid(text)) {
            throw ProblemException.notFound(kind);
        }
        return new ObjectId(text);
    }
}
