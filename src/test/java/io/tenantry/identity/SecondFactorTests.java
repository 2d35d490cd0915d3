package io.tenantry.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.tenantry.Answer;
import io.tenantry.Api;
import io.tenantry.Databases;
import io.tenantry.TenantryTest;
import io.tenantry.kernel.ErrorCode;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.http.HttpHeaders;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Contract: every place that takes a password takes {@code otp}; "RFC 6238, each code once". */
@TenantryTest
class SecondFactorTests {

    private final Api api;
    private final Databases databases;
    private String email = "";
    private String token = "";
    private Authenticator phone = Authenticator.of("GEZDGNBVGY3TQOJQ");
    private List<String> recoveryCodes = List.of();

    SecondFactorTests(Api api, Databases databases) {
        this.api = api;
        this.databases = databases;
    }

    @BeforeEach
    void anAdminWithASecondFactor() {
        Api.Account account = api.organization("Second Factor");
        email = account.email();
        token = account.token();
        phone = Authenticator.enrolled(api, account.token());
        recoveryCodes = phone.confirmed(api, account.token());
        forgetUsedCodes();
    }

    /** As if half a minute had gone by. */
    private void forgetUsedCodes() {
        change(Updates.set("totp.last_step", 0L));
    }

    private Document login() {
        return databases
                .find(databases.master(), "logins", Filters.eq("email", email))
                .get(0);
    }

    private void change(Bson update) {
        Databases.all(databases.master().getCollection("logins").updateOne(Filters.eq("email", email), update));
    }

    @ParameterizedTest
    @EnumSource
    void onlyARightPasswordIsAskedForACode(Door door) {
        Api.refused(door.enter(api, email, "not the password", null), ErrorCode.INVALID_CREDENTIALS);
        Api.refused(door.enter(api, email, "not the password", phone.code()), ErrorCode.INVALID_CREDENTIALS);
        Api.refused(door.enter(api, Api.uniqueEmail(), phone.code()), ErrorCode.INVALID_CREDENTIALS);

        Api.refused(door.enter(api, email, null), ErrorCode.OTP_REQUIRED);
        Api.refused(door.enter(api, email, ""), ErrorCode.OTP_REQUIRED);
        door.enter(api, email, phone.code()).expectStatus().isOk();
    }

    @Test
    void anotherPasswordNeedsACodeToo() {
        Api.refused(changePassword(null), ErrorCode.OTP_REQUIRED);
        Api.refused(changePassword(phone.wrongCode()), ErrorCode.OTP_INVALID);
        Door.ADMIN_LOGIN.enter(api, email, recoveryCodes.get(0)).expectStatus().isOk();

        changePassword(phone.code()).expectStatus().isNoContent();

        Api.refused(api.adminLogin(email, Api.PASSWORD), ErrorCode.INVALID_CREDENTIALS);
    }

    private WebTestClient.ResponseSpec changePassword(@Nullable String otp) {
        return api.post(
                "/me/password",
                token,
                Api.fields("current_password", Api.PASSWORD, "new_password", "staple wrong", "otp", otp));
    }

    @ParameterizedTest
    @EnumSource
    void whatIsNoCodeOpensNothing(Door door) {
        for (String otp : List.of("12345", "1234567", "abcdef", "１２３４５６", "null", phone.wrongCode())) {
            Api.refused(door.enter(api, email, otp), ErrorCode.OTP_INVALID);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCodeWorksOnce(Door door) {
        String code = phone.code();
        door.enter(api, email, code).expectStatus().isOk();

        Api.refused(door.enter(api, email, code), ErrorCode.OTP_INVALID);
    }

    @Test
    void theCodeThatConfirmedIsUsed() {
        Api.Account account = api.organization("Confirmed");
        Authenticator other = Authenticator.enrolled(api, account.token());
        String code = other.code();
        api.post("/auth/totp/confirm", account.token(), Map.of("code", code))
                .expectStatus()
                .isOk();

        Api.refused(Door.LOGIN.enter(api, account.email(), code), ErrorCode.OTP_INVALID);
    }

    @Test
    void aCodeOfAnOlderStepThanTheLastIsRefused() {
        Door.LOGIN.enter(api, email, phone.code(1)).expectStatus().isOk();

        Api.refused(Door.LOGIN.enter(api, email, phone.code()), ErrorCode.OTP_INVALID);
        Api.refused(Door.LOGIN.enter(api, email, phone.code(-1)), ErrorCode.OTP_INVALID);
    }

    @Test
    void aCodeOfLongAgoOrFarAheadIsRefused() {
        for (int steps : List.of(-20, -3, 3, 20)) {
            Api.refused(Door.LOGIN.enter(api, email, phone.code(steps)), ErrorCode.OTP_INVALID);
        }
    }

    @Test
    void ofOneCodeUsedTwiceAtOnceOneWorks() {
        assertThat(atOnce(phone.code()))
                .filteredOn(answer -> answer.status() == 200)
                .hasSize(1);
    }

    @Test
    void ofOneRecoveryCodeUsedTwiceAtOnceOneWorks() {
        assertThat(atOnce(recoveryCodes.get(0)))
                .filteredOn(answer -> answer.status() == 200)
                .hasSize(1);
    }

    private List<Answer> atOnce(String otp) {
        List<Answer> answers = Api.answers(Collections.nCopies(8, Door.entering(api, email, Api.PASSWORD, otp)));
        assertThat(answers)
                .filteredOn(answer -> answer.status() != 200)
                .allMatch(answer -> answer.is(ErrorCode.OTP_INVALID));
        return answers;
    }

    @ParameterizedTest
    @EnumSource
    void aRecoveryCodeWorksOnce(Door door) {
        door.enter(api, email, recoveryCodes.get(0)).expectStatus().isOk();

        Api.refused(door.enter(api, email, recoveryCodes.get(0)), ErrorCode.OTP_INVALID);
        door.enter(api, email, recoveryCodes.get(1).replace("-", ""))
                .expectStatus()
                .isOk();
    }

    /** Issue: "20 wrong, on {@code /admin/login} and {@code /org/update} too". */
    @ParameterizedTest
    @EnumSource
    void codesCannotBeTriedFreely(Door door) {
        for (int i = 0; i < 10; i++) {
            Api.refused(door.enter(api, email, phone.wrongCode()), ErrorCode.OTP_INVALID);
        }
        Waits.prolong(databases, "code:" + login().getObjectId("_id"));
        for (int i = 10; i < 20; i++) {
            door.enter(api, email, phone.wrongCode())
                    .expectStatus()
                    .isEqualTo(429)
                    .expectHeader()
                    .exists(HttpHeaders.RETRY_AFTER);
        }

        Api.refused(door.enter(api, email, phone.code()), ErrorCode.RATE_LIMITED);
        Api.refused(door.enter(api, email, recoveryCodes.get(0)), ErrorCode.RATE_LIMITED);
        // Not on account of the password, which was right each time.
        Api.refused(door.enter(api, email, null), ErrorCode.OTP_REQUIRED);
    }

    @Test
    void aCodeOfSomebodyElseOpensNothing() {
        Api.Account other = api.organization("Somebody Else");
        Authenticator theirs = Authenticator.enrolled(api, other.token());

        Api.refused(Door.LOGIN.enter(api, email, theirs.code()), ErrorCode.OTP_INVALID);
    }

    /** The key of the authenticator cannot be opened any more. */
    @Test
    void afterAChangeOfTheSecretKeyRecoveryCodesAreTheWayIn() {
        change(Updates.set("totp.sealed_key", Base64.getEncoder().encodeToString(new byte[48])));

        Api.refused(Door.LOGIN.enter(api, email, phone.code()), ErrorCode.OTP_INVALID);
        Door.LOGIN.enter(api, email, recoveryCodes.get(0)).expectStatus().isOk();
    }

    @Test
    void whoHasNoSecondFactorMaySendACode() {
        Api.Account account = api.organization("Without");

        Door.LOGIN.enter(api, account.email(), "123456").expectStatus().isOk();
    }
}
