package io.tenantry;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantry.kernel.ErrorCode;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Contract, "Methods", past everything that a request meets: credentials, permissions, the filter that finds the tenant. */
@TenantryTest
class MethodsAndPathsTests {

    private final Api api;

    MethodsAndPathsTests(Api api) {
        this.api = api;
    }

    @Test
    void optionsNeedsNoCredentials() {
        api.http()
                .options()
                .uri("/me")
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .value("Allow", allow -> assertThat(allow.split(",")).contains("GET", "PATCH", "OPTIONS"));
    }

    @Test
    void optionsLooksAtNone() {
        api.http()
                .options()
                .uri("/me")
                .headers(headers -> headers.setBearerAuth("worthless"))
                .exchange()
                .expectStatus()
                .isOk();
    }

    @Test
    void aTrailingSlashOpensNothingAndClosesNothing() {
        Api.Account account = api.organization("Slash");

        assertThat(Api.body(api.get("/me/", account.token()).expectStatus().isOk()))
                .containsEntry("email", account.email());
        Api.refused(api.get("/me/", null), ErrorCode.AUTHENTICATION_REQUIRED);
    }

    @Test
    void aTrailingSlashIsIgnoredWhereNobodyIsKnownYet() {
        Map<String, Object> request = Map.of(
                "organization_name", Api.uniqueName("Slash"), "email", Api.uniqueEmail(), "password", Api.PASSWORD);

        api.post("/org/create/", null, request).expectStatus().isCreated();
    }
}
