package io.tenantry.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantry.Api;
import io.tenantry.TenantryTest;
import io.tenantry.kernel.ErrorCode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;

/**
 * Contract, "Conditional requests", of people: a strong tag changes with all that is shown (RFC 9110, section 8.8.1), and a
 * login or a second factor is shown without being another version.
 */
@TenantryTest
class UserTagTests {

    private final Api api;

    UserTagTests(Api api) {
        this.api = api;
    }

    @Test
    void aLoginGivesAPersonAnotherTag() {
        Api.Account account = api.organization("Seen");
        String email = Api.uniqueEmail();
        String path = "/user/" + Api.text(api.createUser(account, email, "member"), "id");
        String before = tagOf(api.get(path, account.token()));

        String token = api.signIn(email);

        read(path, account.token(), before).expectStatus().isOk();
        String after = tagOf(api.get("/me", token));
        assertThat(after).startsWith("\"1.").isNotEqualTo(before);
        read("/me", token, after).expectStatus().isNotModified();
        read(path, account.token(), after).expectStatus().isNotModified();
    }

    @Test
    void aSecondFactorGivesAPersonAnotherTag() {
        Api.Account account = api.organization("Factored");
        String before = tagOf(api.get("/me", account.token()));

        Authenticator.enrolled(api, account.token()).confirmed(api, account.token());

        assertThat(Api.body(read("/me", account.token(), before).expectStatus().isOk()))
                .containsEntry("totp_enabled", true)
                .containsEntry("version", 1);
    }

    /** Nobody's change is refused because somebody signed in meanwhile, and none is lost. */
    @Test
    void theVersionAloneDecidesOnAChange() {
        Api.Account account = api.organization("Busy");
        String email = Api.uniqueEmail();
        String path = "/user/" + Api.text(api.createUser(account, email, "member"), "id");
        api.signIn(email);
        String read = tagOf(api.get(path, account.token()));
        api.signIn(email);

        changed(account, path, read).expectStatus().isOk();

        Api.refused(changed(account, path, read), ErrorCode.PRECONDITION_FAILED);
    }

    private WebTestClient.ResponseSpec changed(Api.Account account, String path, String expected) {
        return api.http()
                .method(HttpMethod.PATCH)
                .uri(path)
                .headers(headers -> headers.setBearerAuth(account.token()))
                .header(HttpHeaders.IF_MATCH, expected)
                .bodyValue(Map.of("full_name", "Grace"))
                .exchange();
    }

    private WebTestClient.ResponseSpec read(String path, String token, String known) {
        return api.http()
                .get()
                .uri(path)
                .headers(headers -> headers.setBearerAuth(token))
                .header(HttpHeaders.IF_NONE_MATCH, known)
                .exchange();
    }

    private static String tagOf(WebTestClient.ResponseSpec response) {
        return String.valueOf(response.expectStatus()
                .isOk()
                .returnResult(Void.class)
                .getResponseHeaders()
                .getETag());
    }
}
