package io.tenantry.announcement;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How much an announcement matters. */
enum Severity {
    INFO,
    WARNING,
    CRITICAL;

    /** As callers write it. */
    @JsonValue
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
