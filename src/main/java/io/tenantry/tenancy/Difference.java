package io.tenantry.tenancy;

/**
 * The first thing in which a copy is not its source. It names a collection, an index or an {@code _id}, and never shows
 * what a document holds.
 *
 * @param kind what differs
 * @param collection the collection, without the prefix of its placement
 * @param source what the source has there
 * @param copy what the copy has there
 */
public record Difference(Kind kind, String collection, String source, String copy) {

    static final String NOTHING = "nothing";

    /** What differs. */
    public enum Kind {
        /** One side has the collection, the other has not. */
        COLLECTION,
        /** The collection's options, such as its validator. */
        OPTIONS,
        /** An index: whether it is there, its keys or its options. */
        INDEX,
        /** A document: whether it is there, or its bytes. */
        DOCUMENT,
        /** A document could not be added to the copy, because another one has its place in a unique index. */
        DUPLICATE_KEY
    }

    @Override
    public String toString() {
        return kind + " in " + collection + ": the source has " + source + ", the copy has " + copy;
    }
}
