package io.tenantry.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantry.Api;
import io.tenantry.TenantryTest;
import io.tenantry.kernel.EmailAddress;
import io.tenantry.kernel.NewId;
import io.tenantry.kernel.OrganizationId;
import io.tenantry.kernel.Page;
import io.tenantry.kernel.PageRequest;
import io.tenantry.tenancy.MistakenDirectory;
import io.tenantry.tenancy.Placement;
import io.tenantry.tenancy.Tenant;
import io.tenantry.tenancy.TenantContext;
import io.tenantry.tenancy.TenantDirectory;
import io.tenantry.tenancy.TenantReads;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import reactor.core.publisher.Mono;

/**
 * Design: "a read that found nothing confirms the epoch before it says 404 or empty". An instance that has not noticed yet
 * that an organization has moved looks where nothing is left.
 */
@TenantryTest
class UnnoticedMoveTests {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final String NOTHING = "org_nothing_is_left_here";

    private static final PageRequest FIRST_PAGE = PageRequest.of(null, null);

    private final Api api;
    private final TenantDirectory directory;
    private final UserService users;
    private final ApiKeyService keys;
    private final RoleService roles;
    private final Enrolment enrolment;
    private final LoginStore logins;
    private final SuperuserStore superusers;
    private final PendingLogins pending;
    private final UserStore people;
    private final TenantReads reads;

    UnnoticedMoveTests(
            Api api,
            TenantDirectory directory,
            UserService users,
            ApiKeyService keys,
            RoleService roles,
            Enrolment enrolment,
            LoginStore logins,
            SuperuserStore superusers,
            PendingLogins pending,
            UserStore people,
            TenantReads reads) {
        this.api = api;
        this.directory = directory;
        this.users = users;
        this.keys = keys;
        this.roles = roles;
        this.enrolment = enrolment;
        this.logins = logins;
        this.superusers = superusers;
        this.pending = pending;
        this.people = people;
        this.reads = reads;
    }

    @Test
    void usersAreListedWhereTheyAre() {
        Api.Account account = api.organization("Moved Users");

        assertThat(unnoticed(account, users.list(FIRST_PAGE)))
                .extracting(user -> user.email().toString())
                .containsExactly(account.email());
    }

    @Test
    void apiKeysAreListedWhereTheyAre() {
        Api.Account account = api.organization("Moved Keys");
        String id = String.valueOf(api.apiKey(account, "member").get("id"));

        assertThat(unnoticed(account, keys.list(FIRST_PAGE)))
                .extracting(used -> used.key().id().toString())
                .containsExactly(id);
    }

    /** Else the list would show the built-in ones alone. */
    @Test
    void rolesAreListedWhereTheyAre() {
        Api.Account account = api.organization("Moved Roles");
        api.send(HttpMethod.PUT, "/roles/greeter", account.token(), Map.of("permissions", List.of("read:events")))
                .expectStatus()
                .isOk();

        assertThat(unnoticed(account, roles.list(FIRST_PAGE)))
                .extracting(Role::name)
                .containsExactly("admin", "developer", "greeter", "member", "organizer", "read_only");
    }

    /** Else a repeated sign-up would be refused whose first attempt has made the user. */
    @Test
    void aSignUpThatWasBegunIsFoundWhereItIs() {
        Api.Account account = api.organization("Moved Sign-up");
        ObjectId user = new ObjectId(Api.text(api.get("/me", account.token()), "id"));

        assertThat(isBegun(account, user)).isTrue();
        assertThat(isBegun(account, new ObjectId())).isFalse();
    }

    /** Else a right password would be refused. */
    @Test
    void whoSignsInIsFoundWhereTheyAre() {
        Api.Account account = api.organization("Moved Login");

        assertThat(signingIn(account)).singleElement().isInstanceOfSatisfying(SignedIn.Member.class, member -> {
            assertThat(member.email()).hasToString(account.email());
            assertThat(member.tenant().placement().database()).isNotEqualTo(NOTHING);
        });
    }

    private List<SignedIn> signingIn(Api.Account account) {
        SignInCandidates candidates =
                new SignInCandidates(logins, superusers, pending, people, unnoticing(beforeItsMove(account)), reads);
        return Objects.requireNonNull(candidates
                .people(EmailAddress.of(account.email()), null, anybody -> true)
                .concatMap(SignInCandidate::person)
                .collectList()
                .block(PATIENCE));
    }

    private TenantDirectory unnoticing(Tenant before) {
        return MistakenDirectory.knowing(now -> before, directory);
    }

    private boolean isBegun(Api.Account account, ObjectId user) {
        NewId repeated = new NewId(user, true, id -> Mono.empty());
        return Objects.requireNonNull(
                enrolment.isBegun(beforeItsMove(account), repeated).block(PATIENCE));
    }

    private <T> List<T> unnoticed(Api.Account account, Mono<Page<T>> list) {
        return Objects.requireNonNull(list.contextWrite(TenantContext.with(beforeItsMove(account)))
                        .block(PATIENCE))
                .items();
    }

    private Tenant beforeItsMove(Api.Account account) {
        Tenant now = Objects.requireNonNull(directory
                .readCurrent(OrganizationId.of(account.organizationId()))
                .block(PATIENCE));
        return new Tenant(
                now.id(),
                now.name(),
                Placement.database(now.placement().cluster(), NOTHING),
                Tenant.Access.OPEN,
                now.epoch() - 1,
                now.people());
    }
}
