package io.tenantry.kernel;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A header, parameter or field that may be there once: of two, one part of the service would take the one, another the other.
 * What was percent-encoded is UTF-8 (RFC 3986, section 2.5): other bytes would all become the same text.
 */
public final class Single {

    /** What stands for bytes that are not UTF-8 after they were decoded. */
    private static final char REPLACEMENT = '\ufffd';

    private Single() {}

    /**
     * What it is; null when it is not there.
     *
     * @throws ProblemException 400 when it is there more than once, or has U+FFFD
     */
    public static @Nullable String of(String name, List<String> values) {
        if (values.size() > 1) {
            throw ProblemException.invalid(name, "must be there once");
        }
        String value = values.isEmpty() ? null : values.get(0);
        if (value != null && value.indexOf(REPLACEMENT) >= 0) {
            throw ProblemException.invalid(name, "must not contain U+FFFD, which stands for bytes that are not UTF-8");
        }
        return value;
    }
}
