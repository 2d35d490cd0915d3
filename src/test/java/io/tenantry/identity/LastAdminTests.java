package io.tenantry.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantry.Answer;
import io.tenantry.Api;
import io.tenantry.TenantryTest;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.OrganizationId;
import io.tenantry.kernel.UserId;
import io.tenantry.tenancy.Tenant;
import io.tenantry.tenancy.TenantContext;
import io.tenantry.tenancy.TenantDirectory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.http.HttpMethod;
import reactor.core.publisher.Mono;

/** Contract: "the last admin cannot be removed or demoted (409 {@code last_admin})". */
@TenantryTest
class LastAdminTests {

    private static final int ROUNDS = 20;

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Api api;
    private final AdminRoster roster;
    private final AdminStore admins;
    private final UserStore users;
    private final TenantDirectory directory;
    private Api.Account account = new Api.Account("", "", "", "");
    private String admin = "";

    LastAdminTests(Api api, AdminRoster roster, AdminStore admins, UserStore users, TenantDirectory directory) {
        this.api = api;
        this.roster = roster;
        this.admins = admins;
        this.users = users;
        this.directory = directory;
    }

    @BeforeEach
    void oneAdminAmongOthers() {
        account = api.organization("Captains");
        admin = Api.text(api.get("/me", account.token()), "id");
        api.createUser(account, Api.uniqueEmail(), "member").expectStatus().isCreated();
    }

    static List<Map<String, Object>> waysOut() {
        return List.of(
                Map.of("role", "member"),
                Map.of("status", "deactivated"),
                Map.of("role", "organizer", "status", "deactivated"));
    }

    @ParameterizedTest
    @MethodSource("waysOut")
    void theLastAdminStays(Map<String, Object> change) {
        Api.refused(api.send(HttpMethod.PATCH, path(admin), account.token(), change), ErrorCode.LAST_ADMIN);
        Api.refused(api.send(HttpMethod.DELETE, path(admin), account.token(), ""), ErrorCode.LAST_ADMIN);

        assertThat(Api.body(api.get("/me", account.token()).expectStatus().isOk()))
                .containsEntry("role", "admin")
                .containsEntry("status", "active")
                .containsEntry("version", 1);
        api.adminLogin(account.email(), Api.PASSWORD).expectStatus().isOk();
    }

    @ParameterizedTest
    @MethodSource("waysOut")
    void oneOfTwoMayGo(Map<String, Object> change) {
        String other = newAdmin(Api.uniqueEmail());

        api.send(HttpMethod.PATCH, path(other), account.token(), change)
                .expectStatus()
                .isOk();
        Api.refused(api.send(HttpMethod.PATCH, path(admin), account.token(), change), ErrorCode.LAST_ADMIN);
        Api.refused(api.send(HttpMethod.DELETE, path(admin), account.token(), ""), ErrorCode.LAST_ADMIN);
    }

    /** As an instance leaves it that enters somebody late, who was demoted meanwhile, and dies before it looks again. */
    @ParameterizedTest
    @MethodSource("waysOut")
    void whoIsListedAndIsNoneDoesNotCount(Map<String, Object> change) {
        String demoted = newAdmin(Api.uniqueEmail());
        api.send(HttpMethod.PATCH, path(demoted), account.token(), Map.of("role", "member"))
                .expectStatus()
                .isOk();
        admins.add(OrganizationId.of(account.organizationId()), UserId.of(demoted))
                .block(PATIENCE);

        Api.refused(api.send(HttpMethod.PATCH, path(admin), account.token(), change), ErrorCode.LAST_ADMIN);
        Api.refused(api.send(HttpMethod.DELETE, path(admin), account.token(), ""), ErrorCode.LAST_ADMIN);
        api.adminLogin(account.email(), Api.PASSWORD).expectStatus().isOk();

        newAdmin(Api.uniqueEmail());
        api.send(HttpMethod.PATCH, path(admin), account.token(), change)
                .expectStatus()
                .isOk();
    }

    /** A deactivated admin cannot run the organization. */
    @Test
    void aDeactivatedAdminDoesNotCount() {
        String other = newAdmin(Api.uniqueEmail());
        api.send(HttpMethod.PATCH, path(other), account.token(), Map.of("status", "deactivated"))
                .expectStatus()
                .isOk();

        Api.refused(api.send(HttpMethod.DELETE, path(admin), account.token(), ""), ErrorCode.LAST_ADMIN);

        api.send(HttpMethod.PATCH, path(other), account.token(), Map.of("status", "active"))
                .expectStatus()
                .isOk();
        api.send(HttpMethod.DELETE, path(admin), account.token(), "")
                .expectStatus()
                .isNoContent();
    }

    @Test
    void whoIsPromotedMayTakeOver() {
        String email = Api.uniqueEmail();
        String other =
                Api.text(api.createUser(account, email, "member").expectStatus().isCreated(), "id");
        api.send(HttpMethod.PATCH, path(other), account.token(), Map.of("role", "admin"))
                .expectStatus()
                .isOk();

        api.send(HttpMethod.DELETE, path(admin), account.token(), "")
                .expectStatus()
                .isNoContent();

        api.get("/user/list", api.login(email)).expectStatus().isOk();
        Api.refused(api.adminLogin(account.email(), Api.PASSWORD), ErrorCode.INVALID_CREDENTIALS);
    }

    /** A promotion that is slow to enter them, and a demotion meanwhile: it must not look as if there were another admin. */
    @Test
    void whoWasEnteredWhileTheyWereDemotedIsStruckOut() {
        UserId other = new UserId(new ObjectId(newAdmin(Api.uniqueEmail())));
        Tenant tenant = Objects.requireNonNull(directory
                .readCurrent(OrganizationId.of(account.organizationId()))
                .block(PATIENCE));
        User before = Objects.requireNonNull(
                users.find(other).contextWrite(TenantContext.with(tenant)).block(PATIENCE));
        api.send(HttpMethod.PATCH, path(other.toString()), account.token(), Map.of("role", "member"))
                .expectStatus()
                .isOk();
        admins.add(tenant.id(), other).block(PATIENCE);

        roster.left(tenant.id(), before)
                .contextWrite(TenantContext.with(tenant))
                .block(PATIENCE);

        Api.refused(
                api.send(HttpMethod.PATCH, path(admin), account.token(), Map.of("role", "member")),
                ErrorCode.LAST_ADMIN);
    }

    /** Each round two admins demote one another at once: one of them stays, and makes the other an admin again. */
    @Test
    void oneStaysWhenTwoDemoteEachOtherAtOnce() {
        String email = Api.uniqueEmail();
        String other = newAdmin(email);
        String otherToken = api.login(email);

        for (int round = 0; round < ROUNDS; round++) {
            List<Answer> answers = Api.answers(List.of(demotion(account.token(), other), demotion(otherToken, admin)));

            assertThat(answers)
                    .as("round %d", round)
                    .anyMatch(answer -> answer.status() == 200)
                    .anyMatch(answer -> answer.is(ErrorCode.LAST_ADMIN) || answer.is(ErrorCode.FORBIDDEN));
            List<String> admins = new ArrayList<>();
            for (String token : List.of(account.token(), otherToken)) {
                if (Api.text(api.get("/me", token), "role").equals("admin")) {
                    admins.add(token);
                }
            }
            assertThat(admins).as("round %d", round).hasSize(1);
            String demoted = admins.get(0).equals(otherToken) ? admin : other;
            api.send(HttpMethod.PATCH, path(demoted), admins.get(0), Map.of("role", "admin"))
                    .expectStatus()
                    .isOk();
        }
    }

    /** Ten changes of one user at once: each that succeeded is a version of its own. */
    @Test
    void changesOfOneUserAtOnceAreMadeOneAfterTheOther() {
        List<Mono<Answer>> changes = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            changes.add(
                    api.call(HttpMethod.PATCH, path(admin), account.token(), Map.of("full_name", "Name number " + i)));
        }

        List<Answer> answers = Api.answers(changes);

        assertThat(answers).allMatch(answer -> answer.status() == 200 || answer.is(ErrorCode.VERSION_CONFLICT));
        List<Answer> done =
                answers.stream().filter(answer -> answer.status() == 200).toList();
        assertThat(done).extracting(answer -> answer.text("version")).doesNotHaveDuplicates();
        assertThat(Api.body(api.get("/me", account.token()))).containsEntry("version", 1 + done.size());
    }

    private Mono<Answer> demotion(String token, String id) {
        return api.call(HttpMethod.PATCH, path(id), token, Map.of("role", "member"));
    }

    private String newAdmin(String email) {
        return Api.text(api.createUser(account, email, "admin").expectStatus().isCreated(), "id");
    }

    private static String path(String id) {
        return "/user/" + id;
    }
}
