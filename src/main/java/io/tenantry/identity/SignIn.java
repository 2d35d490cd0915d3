package io.tenantry.identity;

import io.tenantry.kernel.EmailAddress;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.ProblemException;
import java.time.Clock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Checks an e-mail address and a password. An unknown address, a wrong password, a deactivated person and a closed
 * organization get the same answer after the same time; only who has the right password learns that an organization is
 * suspended, or that a code is missing. Of an address with several accounts the first five are tried, a superuser's before the others,
 * and the older before the newer: anybody can add an address to organizations of their own.
 */
@Component
class SignIn {

    /** How many logins of one address are tried: each costs a hash, as long as it is an outdated one. */
    private static final int MOST_LOGINS = 5;

    private final SignInCandidates candidates;
    private final PasswordCheck passwords;
    private final PasswordAttempts attempts;
    private final SecondFactor secondFactor;
    private final AccountStore accounts;
    private final UserViews views;
    private final Clock clock;

    SignIn(
            SignInCandidates candidates,
            PasswordCheck passwords,
            PasswordAttempts attempts,
            SecondFactor secondFactor,
            AccountStore accounts,
            UserViews views,
            Clock clock) {
        this.candidates = candidates;
        this.passwords = passwords;
        this.attempts = attempts;
        this.secondFactor = secondFactor;
        this.accounts = accounts;
        this.views = views;
        this.clock = clock;
    }

    /**
     * The person of an organization with these credentials.
     *
     * @param organizationName which organization, when the address has a login in several
     * @param allowed which people may sign in this way
     * @return 401 {@code invalid_credentials}; 429 {@code rate_limited} after too many of these, whatever the password; with the
     *     right password 401 {@code otp_required} and {@code otp_invalid}; 409 {@code organization_required} when the password is right in several;
     *     403 {@code organization_suspended} when it is right in none that is open, but in a suspended one
     */
    Mono<SignedIn.Member> member(Credentials credentials, @Nullable String organizationName, Predicate<User> allowed) {
        return signedIn(credentials, candidates.people(credentials.email(), organizationName, allowed))
                .cast(SignedIn.Member.class);
    }

    /**
     * The admin of an organization, or the superuser, with these credentials.
     *
     * @param organizationName which organization; empty for none, which is a superuser's; null for whichever there is
     * @return the refusals of {@link #member}
     */
    Mono<SignedIn> admin(Credentials credentials, @Nullable String organizationName) {
        EmailAddress email = credentials.email();
        if (organizationName == null) {
            return signedIn(credentials, candidates.superuser(email).concatWith(admins(email, null)));
        }
        return signedIn(
                credentials,
                organizationName.isEmpty() ? candidates.superuser(email) : admins(email, organizationName));
    }

    private Flux<SignInCandidate> admins(EmailAddress email, @Nullable String organizationName) {
        return candidates.people(email, organizationName, User::isActiveAdmin);
    }

    private Mono<SignedIn> signedIn(Credentials credentials, Flux<SignInCandidate> found) {
        return attempts.count(credentials.email(), known(credentials, found))
                .flatMap(known ->
                        secondFactor.require(known.account(), credentials.otp()).thenReturn(known.person()))
                .flatMap(this::noted);
    }

    private Mono<SignInChoice> known(Credentials credentials, Flux<SignInCandidate> found) {
        return found.take(MOST_LOGINS)
                .collectList()
                .flatMap(few -> passwords.matching(credentials.email(), credentials.password(), few))
                .delayUntil(right ->
                        right.stream().allMatch(candidate -> candidate.account().isProven())
                                ? Mono.empty()
                                : attempts.countNew(credentials.email()))
                .flatMapMany(Flux::fromIterable)
                .concatMap(candidate -> candidate.person().map(person -> new SignInChoice(person, candidate.account())))
                .collectList()
                .map(SignInChoice::requireOne);
    }

    private Mono<SignedIn> noted(SignedIn person) {
        return accounts.noteLogin(person, clock.instant())
                .doOnSuccess(noted -> views.forget(person.id()))
                .thenReturn(person);
    }

    static ProblemException wrong() {
        return new ProblemException(
                ErrorCode.INVALID_CREDENTIALS,
                "The e-mail address or the password is wrong, or the account is closed.");
    }
}
