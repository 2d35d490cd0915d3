package io.tenantry.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantry.Api;
import io.tenantry.TenantryTest;
import io.tenantry.kernel.ErrorCode;
import java.util.List;
import java.util.Map;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Contract, header {@code X-Organization}: a superuser acts inside an organization, and nobody else that way. */
@TenantryTest
class OrganizationEntryTests {

    private final Api api;

    OrganizationEntryTests(Api api) {
        this.api = api;
    }

    private WebTestClient.ResponseSpec inside(
            String organization, String token, HttpMethod method, String path, Object body) {
        return api.http()
                .method(method)
                .uri(path)
                .header("X-Organization", organization)
                .headers(headers -> headers.setBearerAuth(token))
                .bodyValue(body)
                .exchange();
    }

    @Test
    void aSuperuserActsInsideAnOrganization() {
        Api.Account account = api.organization("Entered");
        Api.Account other = api.organization("Left Alone");
        String superuser = api.superuser();

        inside(
                        account.organizationId(),
                        superuser,
                        HttpMethod.POST,
                        "/user/create",
                        Map.of("email", Api.uniqueEmail(), "password", Api.PASSWORD, "role", "admin"))
                .expectStatus()
                .isCreated();

        assertThat(users(account)).hasSize(2);
        assertThat(users(other)).hasSize(1);
    }

    private List<?> users(Api.Account account) {
        return Api.items(api.get("/user/list", account.token()));
    }

    /** They have no profile there, and the platform is not inside. */
    @Test
    void insideTheyAreNobodysAccountAndRunNoPlatform() {
        Api.Account account = api.organization("Inside");
        String superuser = api.superuser();

        Api.refused(inside(account.organizationId(), superuser, HttpMethod.GET, "/me", ""), ErrorCode.FORBIDDEN);
        Api.refused(
                inside(account.organizationId(), superuser, HttpMethod.GET, "/organization", ""), ErrorCode.FORBIDDEN);
    }

    /** Also when the same was refused to them in another one a moment ago. */
    @Test
    void whatIsRefusedToThemIsInTheLogOfEachOrganization() {
        String superuser = api.superuser();
        List<Api.Account> entered = List.of(api.organization("First entered"), api.organization("Second entered"));

        for (Api.Account account : entered) {
            Api.refused(inside(account.organizationId(), superuser, HttpMethod.GET, "/me", ""), ErrorCode.FORBIDDEN);
        }

        assertThat(entered)
                .allSatisfy(account -> assertThat(Api.items(api.get("/audit-log?action=use_refused", account.token())))
                        .hasSize(1));
    }

    @Test
    void nobodyElseMaySendTheHeader() {
        Api.Account account = api.organization("Hopeful");
        Api.Account other = api.organization("Wanted");

        for (Api.Account wanted : List.of(account, other)) {
            Api.refused(
                    inside(wanted.organizationId(), account.token(), HttpMethod.GET, "/user/list", ""),
                    ErrorCode.FORBIDDEN);
        }
    }

    @Test
    void whatIsNoOrganizationIsNotEntered() {
        String superuser = api.superuser();

        Api.refusedFor("X-Organization", inside("acme", superuser, HttpMethod.GET, "/user/list", ""));
        Api.refusedFor(
                "X-Organization",
                api.http()
                        .get()
                        .uri("/user/list")
                        .header(
                                "X-Organization",
                                api.organization("One").organizationId(),
                                new ObjectId().toHexString())
                        .headers(headers -> headers.setBearerAuth(superuser))
                        .exchange());
        Api.refused(
                inside(new ObjectId().toHexString(), superuser, HttpMethod.GET, "/user/list", ""), ErrorCode.NOT_FOUND);
    }

    /** It stands in the audit log, where one of two would be half of what was said. */
    @Test
    void aReasonIsGivenOnce() {
        Api.refusedFor(
                "X-Reason",
                api.http()
                        .get()
                        .uri("/user/list")
                        .header("X-Organization", api.organization("Reasons").organizationId())
                        .header("X-Reason", "ticket 4711", "ticket 4712")
                        .headers(headers -> headers.setBearerAuth(api.superuser()))
                        .exchange());
    }
}
