package io.tenantry.identity;

import io.tenantry.Api;
import io.tenantry.TenantryTest;
import io.tenantry.kernel.ErrorCode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Contract, "People and access": the OAuth 2 password form, and how tokens are answered. */
@TenantryTest
class SignInOverHttpTests {

    private final Api api;

    SignInOverHttpTests(Api api) {
        this.api = api;
    }

    @Test
    void credentialsInTheAddressAreNotRead() {
        Api.Account account = api.organization("Address Bar");

        api.http()
                .post()
                .uri(uri -> uri.path("/login")
                        .queryParam("username", account.email())
                        .queryParam("password", "{password}")
                        .build(Api.PASSWORD))
                .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                .bodyValue("grant_type=password")
                .exchange()
                .expectStatus()
                .isBadRequest();
    }

    @Test
    void theFormIsReadAsAWholeOrNotAtAll() {
        Api.Account account = api.organization("Whole Form");
        String form = "username=" + account.email() + "&password=correct+horse+battery";

        send(form).expectStatus().isOk();
        send(form + "&scope=&client_id=swagger&client_secret=").expectStatus().isOk();
        send(form + "&role=admin").expectStatus().isBadRequest();
        send(form + "&username=somebody@else.com").expectStatus().isBadRequest();
        send("username=" + account.email()).expectStatus().isBadRequest();
    }

    /** Who forgets {@code --data-urlencode} is told so. */
    @Test
    void aStrayPercentSignIsRefused() {
        for (String password : List.of("50%off", "50%", "%u0041")) {
            Api.refused(send("username=ada@acme.com&password=" + password), ErrorCode.MALFORMED_REQUEST);
        }
        Api.refused(send("username=%zz&password=x"), ErrorCode.MALFORMED_REQUEST);
        Api.refused(send("%zz=1"), ErrorCode.MALFORMED_REQUEST);
    }

    /** All bytes that are not UTF-8 would become the same text, and all passwords of them the same password. */
    @Test
    void theFormIsUtf8() {
        for (String bytes : List.of("caf%E9", "%C1%81", "%FF")) {
            Api.refusedFor("username", send("username=" + bytes + "@acme.com&password=x"));
            Api.refusedFor("password", send("username=ada@acme.com&password=" + bytes));
        }
        Api.refused(send("username=ada@acme.com&password=caf%C3%A9"), ErrorCode.INVALID_CREDENTIALS);
    }

    @Test
    void anAnswerWithATokenIsKeptByNobody() {
        Api.Account account = api.organization("No Store");

        api.adminLogin(account.email(), Api.PASSWORD).expectHeader().cacheControl(CacheControl.noStore());
    }

    @Test
    void aWorthlessTokenKeepsNobodyFromSigningInAgain() {
        Api.Account account = api.organization("Again");

        api.post("/admin/login", "worthless", Map.of("email", account.email(), "password", Api.PASSWORD))
                .expectStatus()
                .isOk();
        api.get("/health", "worthless").expectStatus().isOk();
        api.get("/me", "worthless").expectStatus().isUnauthorized();
    }

    private WebTestClient.ResponseSpec send(String form) {
        return api.http()
                .post()
                .uri("/login")
                .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                .bodyValue(form)
                .exchange();
    }
}
