package io.tenantry.mail;

import org.jspecify.annotations.Nullable;

/** A mail has not been taken by the server. The message says why, and what the operator can do; it holds no secret. */
public class MailNotSentException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MailNotSentException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
