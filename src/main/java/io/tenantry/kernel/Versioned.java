package io.tenantry.kernel;

/**
 * An answer that shows a resource which can change: it carries the version as its strong {@code ETag} (RFC 9110, section
 * 8.8.3), and {@link ExpectedVersion} is the other half.
 */
public interface Versioned {

    /** Grows with every change of the resource. */
    long version();

    /** False for an answer that shows less than the tag stands for: one tag never names two representations. */
    default boolean hasTag() {
        return true;
    }
}
