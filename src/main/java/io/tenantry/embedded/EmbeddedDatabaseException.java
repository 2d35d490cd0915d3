package io.tenantry.embedded;

import org.jspecify.annotations.Nullable;

/** The embedded database cannot start. The message is for the operator: what is wrong, where, and what to do about it. */
public class EmbeddedDatabaseException extends RuntimeException {

    EmbeddedDatabaseException(String message) {
        this(message, null);
    }

    EmbeddedDatabaseException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
