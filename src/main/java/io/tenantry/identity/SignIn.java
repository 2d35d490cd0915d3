package io.tenantry.identity;

import io.tenantry.kernel.EmailAddress;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.ProblemException;
import io.tenantry.kernel.Secret;
import io.tenantry.tenancy.Tenant;
import io.tenantry.tenancy.TenantContext;
import io.tenantry.tenancy.TenantDirectory;
import java.time.Clock;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Checks an e-mail address and a password. An unknown address, a wrong password, a deactivated person and a closed
 * organization get the same answer after the same time; only who has the right password learns that an organization is
 * suspended, or that a code is missing. An address with several accounts takes a hash for each of the first five, a superuser's before the others,
 * and the older before the newer: anybody can add an address to organizations of their own. With the organization's name it takes one.
 */
@Component
class SignIn {

    /** How many logins of one address are tried: each costs a hash. */
    private static final int MOST_LOGINS = 5;

    private final LoginStore logins;
    private final SuperuserStore superusers;
    private final AccountStore accounts;
    private final PendingLogins pending;
    private final UserStore users;
    private final PasswordHashing hashing;
    private final PasswordAttempts attempts;
    private final SecondFactor secondFactor;
    private final UserViews views;
    private final TenantDirectory directory;
    private final Clock clock;

    SignIn(
            LoginStore logins,
            SuperuserStore superusers,
            AccountStore accounts,
            PendingLogins pending,
            UserStore users,
            PasswordHashing hashing,
            PasswordAttempts attempts,
            SecondFactor secondFactor,
            UserViews views,
            TenantDirectory directory,
            Clock clock) {
        this.logins = logins;
        this.superusers = superusers;
        this.accounts = accounts;
        this.pending = pending;
        this.users = users;
        this.hashing = hashing;
        this.attempts = attempts;
        this.secondFactor = secondFactor;
        this.views = views;
        this.directory = directory;
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
        return signedIn(credentials, logins(credentials.email(), organizationName, allowed))
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
        Flux<Candidate> superuser =
                superusers.findByEmail(email).map(SignIn::candidate).flux();
        if (organizationName == null) {
            return signedIn(credentials, superuser.concatWith(logins(email, null, User::isActiveAdmin)));
        }
        return signedIn(
                credentials,
                organizationName.isEmpty() ? superuser : logins(email, organizationName, User::isActiveAdmin));
    }

    private Flux<Candidate> logins(EmailAddress email, @Nullable String organizationName, Predicate<User> allowed) {
        Flux<Login> found = organizationName == null
                ? logins.findByEmail(email)
                : directory.findByName(organizationName).flatMapMany(tenant -> logins.find(email, tenant.id()));
        return found.concatMap(pending::settled).map(login -> candidate(login, allowed));
    }

    private Candidate candidate(Login login, Predicate<User> allowed) {
        return new Candidate(login, person(login, allowed));
    }

    private static Candidate candidate(SuperuserAccount account) {
        return new Candidate(account, Mono.just(new SignedIn.Operator(account)));
    }

    private Mono<SignedIn> person(Login login, Predicate<User> allowed) {
        return directory
                .find(login.organizationId())
                .filter(tenant -> tenant.access() != Tenant.Access.CLOSED)
                .flatMap(tenant -> users.find(login.id())
                        .filter(User::isActive)
                        .filter(allowed)
                        .<SignedIn>map(user -> new SignedIn.Member(user, tenant, login.changeCount()))
                        .contextWrite(TenantContext.with(tenant)));
    }

    private Mono<SignedIn> signedIn(Credentials credentials, Flux<Candidate> candidates) {
        return attempts.count(credentials.email(), known(credentials.password(), candidates))
                .flatMap(known ->
                        secondFactor.require(known.account(), credentials.otp()).thenReturn(known.person()))
                .flatMap(this::noted);
    }

    private Mono<Known> known(Secret password, Flux<Candidate> candidates) {
        return candidates
                .take(MOST_LOGINS)
                .collectList()
                .flatMap(found -> found.isEmpty() ? noLogin(password) : matching(found, password))
                .flatMapMany(Flux::fromIterable)
                .concatMap(candidate -> candidate.person().map(person -> new Known(person, candidate.account())))
                .collectList()
                .flatMap(SignIn::theOnly);
    }

    private Mono<List<Candidate>> noLogin(Secret password) {
        return hashing.matchesNothing(password).thenReturn(List.of());
    }

    private Mono<List<Candidate>> matching(List<Candidate> found, Secret password) {
        return Flux.fromIterable(found)
                .filterWhen(
                        candidate ->
                                hashing.matches(password, candidate.account().passwordHash()),
                        1)
                .concatMap(candidate -> upgraded(candidate, password))
                .collectList();
    }

    private Mono<Candidate> upgraded(Candidate candidate, Secret password) {
        Account account = candidate.account();
        return hashing.isOutdated(account.passwordHash())
                ? hashing.hash(password)
                        .flatMap(hash -> accounts.replaceHash(account, hash))
                        .thenReturn(candidate)
                : Mono.just(candidate);
    }

    private static Mono<Known> theOnly(List<Known> people) {
        List<Known> open =
                people.stream().filter(known -> !isSuspended(known.person())).toList();
        return switch (open.size()) {
            case 0 -> Mono.error(people.isEmpty() ? wrong() : Tenant.suspended());
            case 1 -> Mono.just(open.get(0));
            default -> Mono.error(organizationRequired(open));
        };
    }

    private static boolean isSuspended(SignedIn person) {
        return person instanceof SignedIn.Member member && member.isSuspended();
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

    private static ProblemException organizationRequired(List<Known> people) {
        List<OrganizationChoice> organizations = people.stream()
                .flatMap(known -> Stream.ofNullable(known.person().tenant()))
                .map(OrganizationChoice::of)
                .toList();
        return new ProblemException(
                        ErrorCode.ORGANIZATION_REQUIRED,
                        organizations.size() == people.size()
                                ? "This password is right in several organizations: repeat with organization_name."
                                : "This password is a superuser's and an organization's admin's: repeat with"
                                        + " organization_name, which is empty for the superuser.")
                .with("organizations", organizations);
    }

    /**
     * Something that the password may fit.
     *
     * @param person whose it is, if it may be used now
     */
    private record Candidate(Account account, Mono<SignedIn> person) {}

    /** Somebody whose password was right, and the account that says what else they must show. */
    private record Known(SignedIn person, Account account) {}

    /** One of the organizations to choose from. */
    record OrganizationChoice(String organizationId, String organizationName) {

        static OrganizationChoice of(Tenant tenant) {
            return new OrganizationChoice(tenant.id().toString(), tenant.name());
        }
    }
}
