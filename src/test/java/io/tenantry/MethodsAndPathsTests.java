package io.tenantry;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantry.kernel.ErrorCode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;

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

    /** Not of the resource that has its last word for an id. */
    @ParameterizedTest
    @CsvSource({
        "PATCH, /user/list, GET",
        "DELETE, /user/list/, GET",
        "GET, /user/create, POST",
        "PATCH, /organization/orphans, GET",
        "GET, /organization/create, POST"
    })
    void aMethodIsOfThePathAsItIsSpelledOut(String method, String path, String allowed) {
        String token = api.organization("Methods").token();
        WebTestClient.ResponseSpec answer = api.http()
                .method(HttpMethod.valueOf(method))
                .uri(path)
                .headers(headers -> headers.setBearerAuth(token))
                .exchange();

        answer.expectHeader()
                .value(
                        "Allow",
                        allow -> assertThat(allow.split(",")).contains(allowed).doesNotContain(method));
        Api.refused(answer, ErrorCode.METHOD_NOT_ALLOWED);
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
