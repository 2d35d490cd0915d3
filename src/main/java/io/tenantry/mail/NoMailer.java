package io.tenantry.mail;

import reactor.core.publisher.Mono;

/** Where there is no {@code SMTP_URL}. */
class NoMailer implements Mailer {

    @Override
    public boolean isConfigured() {
        return false;
    }

    @Override
    public Mono<Void> send(Mail mail) {
        return Mono.error(() -> new MailNotSentException("No mail is sent, because SMTP_URL is not set.", null));
    }
}
