package io.tenantry.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import io.tenantry.Api;
import io.tenantry.Databases;
import io.tenantry.TenantryTest;
import io.tenantry.kernel.ErrorCode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;

/** Contract, "Audit entry": "an entry is there before its answer; never a secret". */
@TenantryTest
class AuditedTests {

    private final Api api;
    private final Databases databases;

    AuditedTests(Api api, Databases databases) {
        this.api = api;
        this.databases = databases;
    }

    private List<String> log(Api.Account account) {
        return Api.items(api.get("/audit-log", account.token())).stream()
                .map(entry -> entry.get("action") + " " + entry.get("resource_type"))
                .toList();
    }

    private Map<String, Object> newest(Api.Account account) {
        return Api.items(api.get("/audit-log?limit=1", account.token())).get(0);
    }

    @Test
    void everyChangeOfPeopleRolesAndKeysIsThere() {
        Api.Account account = api.organization("Audited");
        api.send(HttpMethod.PUT, "/roles/clerk", account.token(), Map.of("permissions", List.of("read:users")));
        api.send(HttpMethod.PUT, "/roles/clerk", account.token(), Map.of("permissions", List.of("read:roles")));
        String id = Api.text(api.createUser(account, Api.uniqueEmail(), "clerk"), "id");
        api.send(HttpMethod.PATCH, "/user/" + id, account.token(), Map.of("role", "member"));
        api.send(HttpMethod.DELETE, "/user/" + id, account.token(), "");
        api.send(HttpMethod.DELETE, "/roles/clerk", account.token(), "");
        String key = String.valueOf(api.apiKey(account, "member").get("id"));
        api.send(HttpMethod.DELETE, "/api-keys/" + key, account.token(), "");
        api.send(HttpMethod.PATCH, "/me", account.token(), Map.of("full_name", "Grace"));
        api.post(
                "/me/password",
                account.token(),
                Map.of("current_password", Api.PASSWORD, "new_password", "staple wrong"));

        assertThat(log(account))
                .containsExactly(
                        "change_password users",
                        "update users",
                        "revoke api_keys",
                        "create api_keys",
                        "delete roles",
                        "delete users",
                        "update users",
                        "create users",
                        "update roles",
                        "create roles",
                        "create organization");
        assertThat(Api.body(api.get("/audit-log/verify", account.token())
                        .expectStatus()
                        .isOk()))
                .containsEntry("valid", true)
                .containsEntry("checked", 10);
    }

    @Test
    void aSecondFactorIsThere() {
        Api.Account account = api.organization("Second Factor");
        List<String> codes = Authenticator.enrolled(api, account.token()).confirmed(api, account.token());
        api.post("/auth/totp/disable", account.token(), Map.of("password", Api.PASSWORD, "code", codes.get(0)))
                .expectStatus()
                .isNoContent();

        assertThat(log(account)).startsWith("disable_totp users", "enable_totp users");
        assertThat(newest(account).toString()).doesNotContain(codes.get(0), Api.PASSWORD);
    }

    /** Its own log goes with it; that of the platform stays. */
    @Test
    void aDeletionStaysInTheLogOfThePlatform() {
        Api.Account account = api.organization("Deleted");
        api.delete(account.token(), account.name()).expectStatus().isNoContent();

        assertThat(databases.find(
                        databases.master(), "platform_audit", Filters.eq("resource_id", account.organizationId())))
                .extracting(entry -> entry.get("action"))
                .containsExactly("create", "delete");
    }

    @Test
    void itSaysWhoAndWhatAndNoSecret() {
        Api.Account account = api.organization("Told");
        String admin = Api.text(api.get("/me", account.token()), "id");
        String email = Api.uniqueEmail();
        String id = Api.text(api.createUser(account, email, "member"), "id");

        Map<String, Object> entry = newest(account);

        assertThat(entry)
                .containsEntry("resource_id", id)
                .containsEntry("actor", Map.of("type", "user", "id", admin, "email", account.email()));
        assertThat(String.valueOf(entry.get("changes"))).contains(email, "member");
        assertThat(String.valueOf(entry)).doesNotContain(Api.PASSWORD);
        assertThat(entry.get("ip_address")).isEqualTo("127.0.0.1");
    }

    @Test
    void aRefusedAttemptIsThere() {
        Api.Account account = api.organization("Tried");
        Api.Person colleague = api.person(account, "member");

        Api.refused(
                api.post(
                        "/user/create",
                        colleague.token(),
                        Map.of("email", Api.uniqueEmail(), "password", Api.PASSWORD, "role", "member")),
                ErrorCode.FORBIDDEN);
        Api.refused(api.get("/organization", colleague.token()), ErrorCode.FORBIDDEN);

        assertThat(log(account)).startsWith("use_refused platform", "create_refused users");
    }

    /** The guard lets them through: it is the organization, the role or the kind of caller that they may not reach. */
    @Test
    void whatTheMethodItselfRefusesIsThere() {
        Api.Account account = api.organization("Reached");
        Api.Account other = api.organization("Beyond Reach");
        api.send(
                HttpMethod.PUT,
                "/roles/recruiter",
                account.token(),
                Map.of("permissions", List.of("create:users", "read:users")));
        Api.Person colleague = api.person(account, "recruiter");

        Api.refused(
                api.post(
                        "/user/create",
                        colleague.token(),
                        Map.of("email", Api.uniqueEmail(), "password", Api.PASSWORD, "role", "admin")),
                ErrorCode.FORBIDDEN);
        Api.refused(api.delete(account.token(), other.name()), ErrorCode.FORBIDDEN);
        Api.refused(
                api.post(
                        "/auth/register",
                        account.token(),
                        Map.of("email", Api.uniqueEmail(), "password", Api.PASSWORD)),
                ErrorCode.FORBIDDEN);

        assertThat(log(account))
                .startsWith("use_refused platform", "delete_refused organization", "create_refused users");
        assertThat(log(other)).containsExactly("create organization");
    }

    @Test
    void whoTriesToEnterAnOrganizationIsThere() {
        Api.Account account = api.organization("Hopeful");

        Api.refused(
                api.http()
                        .get()
                        .uri("/user/list")
                        .header("X-Organization", account.organizationId())
                        .headers(headers -> headers.setBearerAuth(account.token()))
                        .exchange(),
                ErrorCode.FORBIDDEN);

        assertThat(log(account)).startsWith("use_refused platform");
    }

    /** "Acts inside that organization; every such call is in its audit log with the superuser's id and e-mail." */
    @Test
    void whatASuperuserDoesInsideIsThere() {
        Api.Account account = api.organization("Visited");
        api.http()
                .get()
                .uri("/user/list")
                .header("X-Organization", account.organizationId())
                .header("X-Reason", "ticket 4711")
                .headers(headers -> headers.setBearerAuth(api.superuser()))
                .exchange()
                .expectStatus()
                .isOk();

        Map<String, Object> entry = newest(account);

        assertThat(entry).containsEntry("action", "enter_to_read").containsEntry("resource_type", "users");
        assertThat(String.valueOf(entry.get("actor"))).contains("superuser", "@example.com");
        assertThat(String.valueOf(entry.get("changes"))).contains("ticket 4711");
    }

    @Test
    void whatIsDoneToTheOrganizationIsThere() {
        Api.Account account = api.organization("Moved");
        String name = Api.uniqueName("Moved On");
        api.rename(account, name).expectStatus().isOk();
        api.turn(account, "suspend").expectStatus().isOk();
        api.turn(account, "resume").expectStatus().isOk();

        assertThat(log(account))
                .containsExactly(
                        "update organization", "update organization", "rename organization", "create organization");
    }

    @Test
    void whoMadeTheOrganizationIsThere() {
        Api.Account account = api.organization("Founded");
        String admin = Api.text(api.get("/me", account.token()), "id");

        Map<String, Object> entry = newest(account);

        assertThat(entry)
                .containsEntry("action", "create")
                .containsEntry("resource_type", "organization")
                .containsEntry("resource_id", account.organizationId())
                .containsEntry("actor", Map.of("type", "user", "id", admin, "email", account.email()))
                .containsEntry("ip_address", "127.0.0.1");
        assertThat(String.valueOf(entry.get("changes"))).contains(account.name(), account.email());
        assertThat(String.valueOf(entry)).doesNotContain(Api.PASSWORD);
    }

    @Test
    void whoGetsNoOrganizationLeavesNothing() {
        Api.Account account = api.organization("Taken");
        String email = Api.uniqueEmail();

        Api.refused(api.create(account.name(), email, Api.PASSWORD), ErrorCode.ORGANIZATION_NAME_TAKEN);

        assertThat(log(account)).containsExactly("create organization");
        assertThat(databases.find(databases.master(), "platform_audit", Filters.eq("actor.email", email)))
                .isEmpty();
    }

    @Test
    void aRenameToANameThatIsTakenIsNotThere() {
        Api.Account account = api.organization("Renamed In Vain");

        Api.refused(api.rename(account, api.organization("Another").name()), ErrorCode.ORGANIZATION_NAME_TAKEN);

        assertThat(log(account)).containsExactly("create organization");
    }

    @Test
    void whoMayNotDoesNotReadIt() {
        Api.Account account = api.organization("Private Log");
        String reader = api.person(account, "read_only").token();

        Api.refused(api.get("/audit-log", reader), ErrorCode.FORBIDDEN);
        Api.refused(api.get("/audit-log/verify", reader), ErrorCode.FORBIDDEN);
    }
}
