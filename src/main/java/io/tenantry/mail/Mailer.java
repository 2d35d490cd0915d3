package io.tenantry.mail;

import reactor.core.publisher.Mono;

/** The way out for mail. Nothing is kept for later: what a server has not taken is for the caller to ask for again. */
public interface Mailer {

    /** Whether there is a server to send by, {@code SMTP_URL}. */
    boolean isConfigured();

    /**
     * Sends the mail, away from the event loop, and completes when the server has taken it. Nothing may be told in it that is
     * not confirmed yet.
     *
     * @return fails with {@link MailNotSentException}
     */
    Mono<Void> send(Mail mail);
}
