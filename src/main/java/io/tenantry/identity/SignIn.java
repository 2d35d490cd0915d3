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
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Checks an e-mail address and a password. An unknown address, a wrong password, a deactivated person and a closed
 * organization get the same answer after the same time. An address with accounts in several organizations takes a hash
 * for each of the first five, those that signed in last before the others; with the organization's name it takes one.
 */
@Component
class SignIn {

    /** How many logins of one address are tried: each costs a hash. */
    private static final int MOST_LOGINS = 5;

    private final LoginStore logins;
    private final PendingLogins pending;
    private final UserStore users;
    private final PasswordHashing hashing;
    private final TenantDirectory directory;
    private final Clock clock;

    SignIn(
            LoginStore logins,
            PendingLogins pending,
            UserStore users,
            PasswordHashing hashing,
            TenantDirectory directory,
            Clock clock) {
        this.logins = logins;
        this.pending = pending;
        this.users = users;
        this.hashing = hashing;
        this.directory = directory;
        this.clock = clock;
    }

    /**
     * The person with these credentials.
     *
     * @param organizationName which organization, when the address has a login in several
     * @param allowed which people may sign in this way
     * @return 401 {@code invalid_credentials}; 409 {@code organization_required} when the password is right in several
     */
    Mono<SignedIn> with(
            EmailAddress email, Secret password, @Nullable String organizationName, Predicate<User> allowed) {
        return candidates(email, organizationName)
                .concatMap(pending::settled)
                .take(MOST_LOGINS)
                .collectList()
                .flatMap(found -> found.isEmpty() ? noLogin(password) : matching(found, password))
                .flatMapMany(Flux::fromIterable)
                .concatMap(this::person)
                .filter(person -> allowed.test(person.user()))
                .collectList()
                .flatMap(SignIn::theOnly)
                .flatMap(this::noted);
    }

    private Flux<Login> candidates(EmailAddress email, @Nullable String organizationName) {
        return organizationName == null
                ? logins.findByEmail(email)
                : directory.findByName(organizationName).flatMapMany(tenant -> logins.find(email, tenant.id()));
    }

    private Mono<List<Login>> noLogin(Secret password) {
        return hashing.matchesNothing(password).thenReturn(List.of());
    }

    private Mono<List<Login>> matching(List<Login> found, Secret password) {
        return Flux.fromIterable(found)
                .filterWhen(login -> hashing.matches(password, login.passwordHash()), 1)
                .concatMap(login -> upgraded(login, password))
                .collectList();
    }

    private Mono<Login> upgraded(Login login, Secret password) {
        return hashing.isOutdated(login.passwordHash())
                ? hashing.hash(password)
                        .flatMap(hash -> logins.replaceHash(login, hash))
                        .thenReturn(login)
                : Mono.just(login);
    }

    private Mono<SignedIn> person(Login login) {
        return directory
                .find(login.organizationId())
                .filter(Tenant::isReadable)
                .flatMap(tenant -> users.find(login.id())
                        .filter(User::isActive)
                        .map(user -> new SignedIn(user, tenant))
                        .contextWrite(TenantContext.with(tenant)));
    }

    private static Mono<SignedIn> theOnly(List<SignedIn> people) {
        return switch (people.size()) {
            case 0 -> Mono.error(wrong());
            case 1 -> Mono.just(people.get(0));
            default -> Mono.error(organizationRequired(people));
        };
    }

    private Mono<SignedIn> noted(SignedIn person) {
        return logins.noteLogin(person.user().id(), clock.instant()).thenReturn(person);
    }

    private static ProblemException wrong() {
        return new ProblemException(
                ErrorCode.INVALID_CREDENTIALS,
                "The e-mail address or the password is wrong, or the account is closed.");
    }

    private static ProblemException organizationRequired(List<SignedIn> people) {
        return new ProblemException(
                        ErrorCode.ORGANIZATION_REQUIRED,
                        "This password is right in several organizations: repeat with organization_name.")
                .with(
                        "organizations",
                        people.stream()
                                .map(SignedIn::tenant)
                                .map(OrganizationChoice::of)
                                .toList());
    }

    /** One of the organizations to choose from. */
    record OrganizationChoice(String organizationId, String organizationName) {

        static OrganizationChoice of(Tenant tenant) {
            return new OrganizationChoice(tenant.id().toString(), tenant.name());
        }
    }
}
