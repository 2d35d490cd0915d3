package io.tenantry.organization;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantry.Api;
import io.tenantry.TenantryTest;
import io.tenantry.kernel.ErrorCode;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Contract: "a suspended organization's tokens get 403 {@code organization_suspended}", and nobody signs in to it. */
@TenantryTest
class SuspensionTests {

    private final Api api;
    private Api.Account account = new Api.Account("", "", "", "");

    SuspensionTests(Api api) {
        this.api = api;
    }

    @BeforeEach
    void suspend() {
        account = api.organization("Asleep");
        api.turn(account, "suspend")
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.status")
                .isEqualTo("suspended");
    }

    @AfterEach
    void resume() {
        api.turn(account, "resume").expectStatus().isOk();
    }

    @Test
    void itsTokensAreRefusedForReadsAndWrites() {
        Api.refused(api.get("/me", account.token()), ErrorCode.ORGANIZATION_SUSPENDED);
        Api.refused(api.get("/user/list", account.token()), ErrorCode.ORGANIZATION_SUSPENDED);
        Api.refused(api.createUser(account, Api.uniqueEmail(), "member"), ErrorCode.ORGANIZATION_SUSPENDED);
        Api.refused(api.get("/organization", account.token()), ErrorCode.ORGANIZATION_SUSPENDED);
    }

    @Test
    void itsAdminCanNeitherRenameNorDeleteIt() {
        String name = Api.uniqueName("Awake");

        Api.refused(api.rename(account, name), ErrorCode.ORGANIZATION_SUSPENDED);
        Api.refused(api.delete(account.token(), account.name()), ErrorCode.ORGANIZATION_SUSPENDED);
        Api.refused(renameByPassword(name, Api.PASSWORD), ErrorCode.ORGANIZATION_SUSPENDED);
        Api.refused(renameByPassword(name, "wrong password"), ErrorCode.INVALID_CREDENTIALS);
    }

    private WebTestClient.ResponseSpec renameByPassword(String name, String password) {
        return api.send(
                HttpMethod.PUT,
                "/org/update",
                null,
                Map.of("organization_name", name, "email", account.email(), "password", password));
    }

    @Test
    void onlyTheRightPasswordLearnsThatItIsSuspended() {
        Api.refused(api.adminLogin(account.email(), Api.PASSWORD), ErrorCode.ORGANIZATION_SUSPENDED);
        Api.refused(api.login(account.email(), Api.PASSWORD, null), ErrorCode.ORGANIZATION_SUSPENDED);
        Api.refused(api.login(account.email(), Api.PASSWORD, account.name()), ErrorCode.ORGANIZATION_SUSPENDED);
        Api.refused(api.adminLogin(account.email(), "wrong password"), ErrorCode.INVALID_CREDENTIALS);
        Api.refused(api.login(account.email(), "wrong password", null), ErrorCode.INVALID_CREDENTIALS);
        Api.refused(api.login(account.email(), "wrong password", account.name()), ErrorCode.INVALID_CREDENTIALS);
    }

    /** A member is no admin, suspended or not. */
    @Test
    void whoIsNoAdminLearnsNothingWhereAdminsSignIn() {
        api.turn(account, "resume").expectStatus().isOk();
        String member = Api.uniqueEmail();
        api.createUser(account, member, "member").expectStatus().isCreated();
        api.turn(account, "suspend").expectStatus().isOk();

        Api.refused(api.adminLogin(member, Api.PASSWORD), ErrorCode.INVALID_CREDENTIALS);
        Api.refused(api.login(member, Api.PASSWORD, null), ErrorCode.ORGANIZATION_SUSPENDED);
    }

    /** The other organizations of a person are not suspended. */
    @Test
    void aPersonOfTwoOrganizationsSignsInToTheOpenOne() {
        Api.Account open = api.organization("Open");
        api.createUser(open, account.email(), "member").expectStatus().isCreated();

        assertThat(Api.body(api.login(account.email(), Api.PASSWORD, null)
                        .expectStatus()
                        .isOk()))
                .containsEntry("organization_id", open.organizationId());
    }

    @Test
    void suspendingItAgainChangesNothing() {
        api.turn(account, "suspend")
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.status")
                .isEqualTo("suspended");
    }

    @Test
    void everythingIsThereAgainAfterwards() {
        api.turn(account, "resume")
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.status")
                .isEqualTo("active");

        api.get("/me", account.token()).expectStatus().isOk();
        api.createUser(account, Api.uniqueEmail(), "member").expectStatus().isCreated();
        api.login(account.email());
        api.rename(account, Api.uniqueName("Awake")).expectStatus().isOk();
    }

    /** Its name and its people's addresses stay its own. */
    @Test
    void itsNameStaysTaken() {
        Api.refused(api.create(account.name(), Api.uniqueEmail(), Api.PASSWORD), ErrorCode.ORGANIZATION_NAME_TAKEN);
        api.lookUp(account.name())
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.status")
                .isEqualTo("suspended");
    }
}
