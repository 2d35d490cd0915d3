package io.tenantry.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantry.Api;
import io.tenantry.TenantryTest;
import io.tenantry.kernel.ErrorCode;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Contract, header {@code X-Organization}: "{@code X-Reason}, required when {@code REQUIRE_REASON=true}". */
@TenantryTest
@TestPropertySource(properties = "REQUIRE_REASON=true")
class RequiredReasonTests {

    private final Api api;

    RequiredReasonTests(Api api) {
        this.api = api;
    }

    @Test
    void whoDoesNotSayWhyStaysOutside() {
        Api.Account account = api.organization("Closed");
        String superuser = api.superuser();

        Api.refused(entering(account, superuser).exchange(), ErrorCode.VALIDATION_FAILED);
        Api.refused(entering(account, superuser).header("X-Reason", "").exchange(), ErrorCode.VALIDATION_FAILED);

        assertThat(Api.items(api.get("/audit-log", account.token())))
                .extracting(entry -> entry.get("action"))
                .containsExactly("create");
    }

    @Test
    void whoSaysWhyIsLetInAndQuoted() {
        Api.Account account = api.organization("Explained");

        entering(account, api.superuser())
                .header("X-Reason", "ticket 4711")
                .exchange()
                .expectStatus()
                .isOk();

        assertThat(Api.items(api.get("/audit-log?action=enter_to_read", account.token())))
                .singleElement()
                .satisfies(entry ->
                        assertThat(String.valueOf(entry.get("changes"))).contains("ticket 4711"));
    }

    @Test
    void nobodyElseHasToSayWhy() {
        Api.Account account = api.organization("At Home");

        api.get("/user/list", account.token()).expectStatus().isOk();
        api.get("/organization", api.superuser()).expectStatus().isOk();
    }

    private WebTestClient.RequestHeadersSpec<?> entering(Api.Account account, String superuser) {
        return api.http()
                .get()
                .uri("/user/list")
                .header("X-Organization", account.organizationId())
                .headers(headers -> headers.setBearerAuth(superuser));
    }
}
