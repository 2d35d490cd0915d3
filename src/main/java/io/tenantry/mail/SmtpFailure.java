package io.tenantry.mail;

import jakarta.mail.AuthenticationFailedException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.springframework.mail.MailSendException;

/** What a failure of the mail library means to the operator. */
final class SmtpFailure {

    private static final int LONGEST_REPLY = 200;

    private SmtpFailure() {}

    /** Whether no connection came about, so that the mail certainly is not there yet. */
    static boolean isOfConnection(Throwable failure) {
        return cause(failure, ConnectException.class) != null
                || cause(failure, UnknownHostException.class) != null
                || cause(failure, NoRouteToHostException.class) != null;
    }

    static MailNotSentException explained(Throwable failure, SmtpUrl url) {
        return new MailNotSentException(explanation(failure, url), failure);
    }

    private static String explanation(Throwable failure, SmtpUrl url) {
        if (cause(failure, UnknownHostException.class) != null) {
            return "There is no mail server of the name " + url.host() + ". Check SMTP_URL.";
        }
        if (cause(failure, SocketTimeoutException.class) != null) {
            return "The mail server " + url + " does not answer in time. Check SMTP_URL, and whether this machine may"
                    + " connect there.";
        }
        if (isOfConnection(failure)) {
            return "The mail server " + url + " cannot be reached. Check SMTP_URL, and whether this machine may connect"
                    + " there.";
        }
        if (cause(failure, AuthenticationFailedException.class) != null) {
            return "The mail server " + url + " refuses the user name or the password in SMTP_URL.";
        }
        if (cause(failure, SSLException.class) != null) {
            return "No secure connection to the mail server " + url + ": " + reply(failure);
        }
        return "The mail server " + url + " has not taken the mail: " + reply(failure);
    }

    /** What the innermost failure says, on one line: a server's reply, mostly. */
    private static String reply(Throwable failure) {
        Throwable innermost = failure;
        for (Throwable next = failure; next != null; next = next(next)) {
            innermost = next;
        }
        String reply = String.valueOf(innermost.getMessage())
                .replaceAll("\\p{Cntrl}+", " ")
                .strip();
        return reply.length() <= LONGEST_REPLY ? reply : reply.substring(0, LONGEST_REPLY) + "…";
    }

    private static <T extends Throwable> @Nullable T cause(Throwable failure, Class<T> type) {
        for (Throwable next = failure; next != null; next = next(next)) {
            if (type.isInstance(next)) {
                return type.cast(next);
            }
        }
        return null;
    }

    /** What a server said about the one message is not among the causes. */
    private static @Nullable Throwable next(Throwable failure) {
        return failure.getCause() == null && failure instanceof MailSendException refusals
                ? first(refusals.getMessageExceptions())
                : failure.getCause();
    }

    private static @Nullable Throwable first(Exception[] exceptions) {
        return exceptions.length == 0 ? null : exceptions[0];
    }
}
