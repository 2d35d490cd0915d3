package io.tenantry.kernel;

/**
 * An answer that shows a resource which can change: it carries a strong {@code ETag} made of the version (RFC 9110, section
 * 8.8.3), and {@link ExpectedVersion} is the other half.
 */
public interface Versioned {

    /** Grows with every change of the resource. */
    long version();

    /**
     * What else the answer shows that changes without the version, such as {@code 1795273456123}: the tag has it too, because
     * a strong one changes with all that is shown (RFC 9110, section 8.8.1). Empty for nothing.
     *
     * @return visible ASCII without quotes
     */
    default String beside() {
        return "";
    }

    /** The tag of this answer. */
    default String tag() {
        return ExpectedVersion.tag(version(), beside());
    }

    /** False for an answer that shows less than the tag stands for: one tag never names two representations. */
    default boolean hasTag() {
        return true;
    }
}
