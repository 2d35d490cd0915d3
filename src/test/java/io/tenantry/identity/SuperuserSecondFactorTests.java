package io.tenantry.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.tenantry.Answer;
import io.tenantry.Api;
import io.tenantry.Databases;
import io.tenantry.TenantryTest;
import io.tenantry.kernel.EmailAddress;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.ProblemException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.test.StepVerifier;

/** Contract, "POST /auth/totp/enroll · /confirm · /disable" and {@code otp} at {@code /admin/login}, for superusers. */
@TenantryTest
class SuperuserSecondFactorTests {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Api api;
    private final Databases databases;
    private final SuperuserStore superusers;
    private final Sessions sessions;
    private String email = "";
    private String token = "";
    private ObjectId id = new ObjectId();
    private Authenticator phone = Authenticator.of("GEZDGNBVGY3TQOJQ");
    private List<String> recoveryCodes = List.of();

    SuperuserSecondFactorTests(Api api, Databases databases, SuperuserStore superusers, Sessions sessions) {
        this.api = api;
        this.databases = databases;
        this.superusers = superusers;
        this.sessions = sessions;
    }

    @BeforeEach
    void aSuperuserWithASecondFactor() {
        email = Api.uniqueEmail();
        id = new ObjectId(Api.text(
                api.register(api.superuser(), email, Api.PASSWORD)
                        .expectStatus()
                        .isCreated(),
                "id"));
        token = api.login(email);
        phone = Authenticator.enrolled(api, token);
        api.adminLogin(email, Api.PASSWORD).expectStatus().isOk();
        recoveryCodes = phone.confirmed(api, token);
        forgetUsedCodes();
    }

    /** As if half a minute had gone by. */
    private void forgetUsedCodes() {
        Bson unused = Updates.set("totp.last_step", 0L);
        Databases.all(databases.master().getCollection("superusers").updateOne(Filters.eq("_id", id), unused));
    }

    private WebTestClient.ResponseSpec enter(@Nullable String otp) {
        return Door.ADMIN_LOGIN.enter(api, email, otp);
    }

    private WebTestClient.ResponseSpec disable(String password, String code) {
        return api.post("/auth/totp/disable", token, Map.of("password", password, "code", code));
    }

    private Document account() {
        return databases
                .find(databases.master(), "superusers", Filters.eq("_id", id))
                .get(0);
    }

    @Test
    void onlyARightPasswordIsAskedForACode() {
        Api.refused(
                Door.ADMIN_LOGIN.enter(api, email, "not the password", phone.code()), ErrorCode.INVALID_CREDENTIALS);

        Api.refused(enter(null), ErrorCode.OTP_REQUIRED);
        Api.refused(enter(""), ErrorCode.OTP_REQUIRED);
        Api.refused(enter(phone.wrongCode()), ErrorCode.OTP_INVALID);
        Api.refused(enter(phone.code(-20)), ErrorCode.OTP_INVALID);
        enter(phone.code()).expectStatus().isOk();
    }

    @Test
    void aCodeWorksOnce() {
        String code = phone.code();
        enter(code).expectStatus().isOk();
        Api.refused(enter(code), ErrorCode.OTP_INVALID);

        enter(recoveryCodes.get(0)).expectStatus().isOk();
        Api.refused(enter(recoveryCodes.get(0)), ErrorCode.OTP_INVALID);
        enter(recoveryCodes.get(1).replace("-", "")).expectStatus().isOk();
    }

    @Test
    void ofOneCodeUsedTwiceAtOnceOneWorks() {
        requireOneUse(phone.code());
    }

    @Test
    void ofOneRecoveryCodeUsedTwiceAtOnceOneWorks() {
        requireOneUse(recoveryCodes.get(0));
    }

    private void requireOneUse(String otp) {
        List<Answer> answers = Api.answers(Collections.nCopies(8, Door.entering(api, email, Api.PASSWORD, otp)));

        assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> answer.status() != 200)
                .allMatch(answer -> answer.is(ErrorCode.OTP_INVALID));
    }

    /** Issue: "20 wrong, on {@code /admin/login}". */
    @Test
    void codesCannotBeTriedFreely() {
        for (int i = 0; i < 10; i++) {
            Api.refused(enter(phone.wrongCode()), ErrorCode.OTP_INVALID);
        }
        Waits.prolong(databases, "code:" + id);
        for (int i = 10; i < 20; i++) {
            enter(phone.wrongCode())
                    .expectStatus()
                    .isEqualTo(429)
                    .expectHeader()
                    .exists(HttpHeaders.RETRY_AFTER);
        }

        Api.refused(enter(phone.code()), ErrorCode.RATE_LIMITED);
        Api.refused(enter(recoveryCodes.get(0)), ErrorCode.RATE_LIMITED);
        Api.refused(enter(null), ErrorCode.OTP_REQUIRED);
    }

    @Test
    void disablingNeedsThePasswordAndACode() {
        Api.refusedFor("password", api.post("/auth/totp/disable", token, Map.of("code", phone.code())));
        Api.refused(disable("not the password", recoveryCodes.get(0)), ErrorCode.INVALID_CREDENTIALS);
        Api.refused(disable(Api.PASSWORD, phone.wrongCode()), ErrorCode.INVALID_CREDENTIALS);
        Api.refused(enter(null), ErrorCode.OTP_REQUIRED);

        disable(Api.PASSWORD, recoveryCodes.get(0)).expectStatus().isNoContent();
        enter(null).expectStatus().isOk();
        Api.refused(disable(Api.PASSWORD, recoveryCodes.get(1)), ErrorCode.TOTP_NOT_ENABLED);
        Authenticator.enrolled(api, token).confirmed(api, token);
    }

    @Test
    void disablingIsThrottled() {
        for (int i = 0; i < 10; i++) {
            Api.refused(disable("not the password", phone.wrongCode()), ErrorCode.INVALID_CREDENTIALS);
        }

        Waits.prolong(databases, "account:" + email);
        Api.refused(disable(Api.PASSWORD, recoveryCodes.get(0)), ErrorCode.RATE_LIMITED);
    }

    @Test
    void thereIsOneAtATime() {
        Api.refused(Authenticator.enroll(api, token), ErrorCode.TOTP_ENABLED);
        Api.refused(phone.confirm(api, token), ErrorCode.TOTP_ENABLED);
    }

    @Test
    void theMasterHasNeitherTheKeyNorTheRecoveryCodes() {
        String stored = account().toJson().toLowerCase(Locale.ROOT);

        assertThat(stored).contains("sealed_key", "recovery_codes");
        assertThat(recoveryCodes)
                .hasSize(10)
                .allSatisfy(code -> assertThat(stored).doesNotContain(code, code.replace("-", "")));
        assertThat(databases.find(databases.master(), "logins", Filters.eq("_id", id)))
                .isEmpty();
    }

    @Test
    void theLogOfThePlatformTellsOfIt() {
        disable(Api.PASSWORD, recoveryCodes.get(0)).expectStatus().isNoContent();

        assertThat(databases.find(databases.master(), "platform_audit", Filters.eq("actor.id", id)))
                .extracting(
                        entry -> entry.get("action"),
                        entry -> entry.get("resource_type"),
                        entry -> entry.get("resource_id"))
                .containsExactly(
                        tuple("enable_totp", "superusers", id.toHexString()),
                        tuple("disable_totp", "superusers", id.toHexString()));
    }

    /** Its password was right, but a second factor was enabled before it was answered. */
    @Test
    void aLoginThatWasUnderWayIsNotAnswered() {
        String another = Api.uniqueEmail();
        api.register(api.superuser(), another, Api.PASSWORD).expectStatus().isCreated();
        SuperuserAccount before = Objects.requireNonNull(
                superusers.findByEmail(EmailAddress.of(another)).block(PATIENCE));
        String theirs = api.login(another);
        Authenticator.enrolled(api, theirs).confirmed(api, theirs);

        StepVerifier.create(sessions.begin(new SignedIn.Operator(before)))
                .verifyErrorSatisfies(refusal -> assertThat(refusal)
                        .isInstanceOfSatisfying(
                                ProblemException.class,
                                problem -> assertThat(problem.code()).isEqualTo(ErrorCode.INVALID_CREDENTIALS)));
        assertThat(databases.find(
                        databases.master(),
                        "refresh_tokens",
                        Filters.eq("user_id", before.id().value())))
                .singleElement()
                .satisfies(session -> assertThat(session.get("_id")).isEqualTo(Api.session(theirs)));
    }

    /** Enough was shown at the login. */
    @Test
    void enteringAnOrganizationNeedsNothingMore() {
        Api.Account account = api.organization("Entered");

        api.http()
                .get()
                .uri("/user/list")
                .headers(headers -> headers.setBearerAuth(token))
                .header("X-Organization", account.organizationId())
                .exchange()
                .expectStatus()
                .isOk();
        api.get("/organization", token).expectStatus().isOk();
    }

    /** One address, one password, two accounts: each asks for its own. */
    @Test
    void anAdminOfTheSameAddressIsNotAsked() {
        String name = Api.uniqueName("Two Hats");
        api.create(name, email, Api.PASSWORD).expectStatus().isCreated();

        adminLogin(name).expectStatus().isOk();
        Api.refused(adminLogin(""), ErrorCode.OTP_REQUIRED);
    }

    private WebTestClient.ResponseSpec adminLogin(String organizationName) {
        return api.post(
                "/admin/login",
                null,
                Map.of("email", email, "password", Api.PASSWORD, "organization_name", organizationName));
    }
}
