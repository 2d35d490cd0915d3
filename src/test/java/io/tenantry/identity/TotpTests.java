package io.tenantry.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import io.tenantry.Api;
import io.tenantry.Databases;
import io.tenantry.TenantryTest;
import io.tenantry.kernel.ErrorCode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Contract, "POST /auth/totp/enroll · /confirm · /disable". What they mean at a login: {@link SecondFactorTests}. */
@TenantryTest
class TotpTests {

    private final Api api;
    private final Databases databases;
    private Api.Account ada = new Api.Account("", "", "", "");

    TotpTests(Api api, Databases databases) {
        this.api = api;
        this.databases = databases;
    }

    @BeforeEach
    void anAdmin() {
        ada = api.organization("Two Factors");
    }

    @Test
    void enrollingGivesTheKeyInThreeForms() {
        Map<String, Object> answer =
                Api.body(Authenticator.enroll(api, ada.token()).expectStatus().isOk());

        String secret = String.valueOf(answer.get("secret"));
        assertThat(answer).containsOnlyKeys("secret", "otpauth_uri", "qr_svg");
        assertThat(secret).matches("[A-Z2-7]{32}");
        assertThat(String.valueOf(answer.get("otpauth_uri")))
                .isEqualTo("otpauth://totp/Tenantry:" + ada.email().replace("@", "%40") + "?secret=" + secret
                        + "&issuer=Tenantry&algorithm=SHA1&digits=6&period=30");
        assertThat(String.valueOf(answer.get("qr_svg"))).startsWith("<svg ").endsWith("</svg>");
    }

    @Test
    void whatIsNotConfirmedIsNotAskedFor() {
        Authenticator.enrolled(api, ada.token());

        assertThat(me()).containsEntry("totp_enabled", false);
        api.adminLogin(ada.email(), Api.PASSWORD).expectStatus().isOk();
    }

    @Test
    void confirmingEnablesItAndGivesTenRecoveryCodes() {
        assertThat(me()).containsEntry("totp_enabled", false);
        Authenticator phone = Authenticator.enrolled(api, ada.token());

        List<String> recoveryCodes = phone.confirmed(api, ada.token());

        assertThat(recoveryCodes).hasSize(10).doesNotHaveDuplicates();
        assertThat(me()).containsEntry("totp_enabled", true);
        assertThat(Api.body(api.get("/user/list", ada.token())).get("items"))
                .asInstanceOf(InstanceOfAssertFactories.list(Map.class))
                .singleElement()
                .satisfies(user -> assertThat(user.get("totp_enabled")).isEqualTo(true));
        Api.refused(phone.confirm(api, ada.token()), ErrorCode.TOTP_ENABLED);
        Api.refused(Authenticator.enroll(api, ada.token()), ErrorCode.TOTP_ENABLED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "12345", "1234567", "abcdef", "１２３４５６", "aaaa-bbbb-cccc-dddd"})
    void whatIsNoCodeConfirmsNothing(String code) {
        Authenticator phone = Authenticator.enrolled(api, ada.token());

        Api.refused(confirm(code), ErrorCode.OTP_INVALID);
        Api.refused(confirm(phone.wrongCode()), ErrorCode.OTP_INVALID);

        phone.confirmed(api, ada.token());
    }

    @Test
    void aBodyIsReadStrictly() {
        Api.refusedFor("code", api.post("/auth/totp/confirm", ada.token(), Map.of()));
        Api.refusedFor("password", api.post("/auth/totp/disable", ada.token(), Map.of("code", "123456")));
        Api.refusedFor("code", api.post("/auth/totp/disable", ada.token(), Map.of("password", Api.PASSWORD)));
    }

    @Test
    void enrollingAgainReplacesWhatWasNotConfirmed() {
        Authenticator lost = Authenticator.enrolled(api, ada.token());
        Authenticator found = Authenticator.enrolled(api, ada.token());

        Api.refused(lost.confirm(api, ada.token()), ErrorCode.OTP_INVALID);
        found.confirmed(api, ada.token());
    }

    @Test
    void thereIsNothingToConfirmOrToDisableBefore() {
        Api.refused(confirm("123456"), ErrorCode.TOTP_NOT_ENABLED);
        Api.refused(disable(Api.PASSWORD, "123456"), ErrorCode.TOTP_NOT_ENABLED);

        Authenticator phone = Authenticator.enrolled(api, ada.token());
        Api.refused(disable(Api.PASSWORD, phone.code()), ErrorCode.TOTP_NOT_ENABLED);
    }

    @Test
    void disablingNeedsThePasswordAndACode() {
        Authenticator phone = Authenticator.enrolled(api, ada.token());
        List<String> recoveryCodes = phone.confirmed(api, ada.token());

        Map<String, Object> wrongPassword =
                Api.refused(disable("not the password", recoveryCodes.get(0)), ErrorCode.INVALID_CREDENTIALS);
        Map<String, Object> wrongCode =
                Api.refused(disable(Api.PASSWORD, phone.wrongCode()), ErrorCode.INVALID_CREDENTIALS);
        Api.refused(disable(Api.PASSWORD, ""), ErrorCode.INVALID_CREDENTIALS);
        assertThat(wrongCode.get("detail")).isEqualTo(wrongPassword.get("detail"));
        assertThat(me()).containsEntry("totp_enabled", true);

        // The wrong password has not used it.
        disable(Api.PASSWORD, recoveryCodes.get(0)).expectStatus().isNoContent();
        assertThat(me()).containsEntry("totp_enabled", false);
        api.adminLogin(ada.email(), Api.PASSWORD).expectStatus().isOk();
        Authenticator.enrolled(api, ada.token()).confirmed(api, ada.token());
    }

    /** Whoever finds a browser open cannot try passwords at their leisure. */
    @Test
    void disablingIsThrottled() {
        Authenticator phone = Authenticator.enrolled(api, ada.token());
        List<String> recoveryCodes = phone.confirmed(api, ada.token());
        for (int i = 0; i < 10; i++) {
            Api.refused(disable("not the password", phone.wrongCode()), ErrorCode.INVALID_CREDENTIALS);
        }

        Waits.prolong(databases, "account:" + ada.email());
        Api.refused(disable(Api.PASSWORD, recoveryCodes.get(0)), ErrorCode.RATE_LIMITED);
        Api.refused(api.adminLogin(ada.email(), Api.PASSWORD), ErrorCode.RATE_LIMITED);
    }

    @Test
    void theMasterHasNeitherTheKeyNorTheRecoveryCodes() {
        String secret =
                Api.text(Authenticator.enroll(api, ada.token()).expectStatus().isOk(), "secret");
        List<String> recoveryCodes = Authenticator.of(secret).confirmed(api, ada.token());

        String stored = login().toJson();

        assertThat(stored).contains("sealed_key").doesNotContain(secret);
        assertThat(recoveryCodes)
                .allSatisfy(code ->
                        assertThat(stored.toLowerCase(Locale.ROOT)).doesNotContain(code, code.replace("-", "")));
    }

    /** A superuser's own, which is none of an organization's: {@link SuperuserSecondFactorTests}. */
    @Test
    void itIsForThoseWhoSignInAlone() {
        String key = String.valueOf(api.apiKey(ada, "admin").get("key"));
        String superuser = api.superuser();
        for (String route : List.of("/auth/totp/enroll", "/auth/totp/confirm", "/auth/totp/disable")) {
            api.post(route, null, Map.of()).expectStatus().isUnauthorized();
            send(route, "X-API-Key", key, null).expectStatus().isForbidden();
            send(route, "X-Organization", ada.organizationId(), superuser)
                    .expectStatus()
                    .isForbidden();
        }
    }

    private WebTestClient.ResponseSpec send(String route, String header, String value, @Nullable String token) {
        return api.http()
                .post()
                .uri(route)
                .header(header, value)
                .headers(headers -> {
                    if (token != null) {
                        headers.setBearerAuth(token);
                    }
                })
                .bodyValue(Map.of())
                .exchange();
    }

    private Map<String, Object> me() {
        return Api.body(api.get("/me", ada.token()).expectStatus().isOk());
    }

    private WebTestClient.ResponseSpec confirm(String code) {
        return api.post("/auth/totp/confirm", ada.token(), Map.of("code", code));
    }

    private WebTestClient.ResponseSpec disable(String password, String code) {
        return api.post("/auth/totp/disable", ada.token(), Map.of("password", password, "code", code));
    }

    private Document login() {
        return databases
                .find(databases.master(), "logins", Filters.eq("email", ada.email()))
                .get(0);
    }
}
