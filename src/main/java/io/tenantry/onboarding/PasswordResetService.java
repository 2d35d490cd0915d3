package io.tenantry.onboarding;

import io.tenantry.identity.PasswordResets;
import io.tenantry.identity.ResetToken;
import io.tenantry.kernel.Actor;
import io.tenantry.kernel.Caller;
import io.tenantry.kernel.EmailAddress;
import io.tenantry.mail.Mailer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Brings links for another password to those who may have them. */
@Service
class PasswordResetService {

    private final PasswordResets resets;
    private final PasswordResetQueue queue;
    private final PasswordResetMail mail;
    private final Mailer mailer;

    PasswordResetService(PasswordResets resets, PasswordResetQueue queue, PasswordResetMail mail, Mailer mailer) {
        this.resets = resets;
        this.queue = queue;
        this.mail = mail;
        this.mailer = mailer;
    }

    /**
     * Answers before anything about the address is looked up, unless the caller may know it.
     *
     * @return 429 {@code rate_limited}; 503 {@code overloaded} when too many mails wait
     */
    Mono<PasswordResetAnswer> request(@Nullable Caller caller, EmailAddress email) {
        return resets.countRequest()
                .then(Mono.defer(() -> mailer.isConfigured() ? byMail(email) : byAnAdmin(caller, email)));
    }

    private Mono<PasswordResetAnswer> byMail(EmailAddress email) {
        queue.requirePlace();
        return resets.countMail(email)
                .then(Mono.fromRunnable(() -> queue.add(sent(email))))
                .thenReturn(PasswordResetAnswer.BY_MAIL);
    }

    private Mono<Void> sent(EmailAddress email) {
        return resets.toMail(email)
                .collectList()
                .filter(tokens -> !tokens.isEmpty())
                .flatMap(tokens -> mailer.send(mail.to(email, tokens)));
    }

    private Mono<PasswordResetAnswer> byAnAdmin(@Nullable Caller caller, EmailAddress email) {
        return (caller instanceof Actor actor ? resets.forColleague(actor, email) : Mono.<ResetToken>empty())
                .map(token -> PasswordResetAnswer.withLink(mail.link(token)))
                .defaultIfEmpty(PasswordResetAnswer.BY_AN_ADMIN);
    }
}
