package io.tenantry.kernel;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A header, parameter or field that may be there once: of two, one part of the service would take the one, another the other. */
public final class Single {

    private Single() {}

    /**
     * What it is; null when it is not there.
     *
     * @throws ProblemException 400 when it is there more than once
     */
    public static @Nullable String of(String name, List<String> values) {
        if (values.size() > 1) {
            throw ProblemException.invalid(name, "must be there once");
        }
        return values.isEmpty() ? null : values.get(0);
    }
}
