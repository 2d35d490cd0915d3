package io.tenantry.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantry.Api;
import io.tenantry.TenantryTest;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.Secret;
import java.text.Normalizer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Flux;

/** Contract: "password 8..256 characters when set, any Unicode, exact match, nothing truncated". */
@TenantryTest
class PasswordInputTests {

    private static final int HASHING_THREADS = Math.max(1, Runtime.getRuntime().availableProcessors() - 1);

    /** For longer than two requests take, and fewer than four fifths of the room, which is what one client may have. */
    private static final int ENOUGH_FOR_A_WHILE = Math.min(10 * HASHING_THREADS, 50 + 4 * HASHING_THREADS / 5);

    private final Api api;
    private final PasswordHashing hashing;

    PasswordInputTests(Api api, PasswordHashing hashing) {
        this.api = api;
        this.hashing = hashing;
    }

    @ParameterizedTest
    @MethodSource("good")
    void aPasswordOf8To256CharactersOpensItsAccountAndNoOther(String password) {
        String email = Api.uniqueEmail();
        api.create(Api.uniqueName("Password"), email, password).expectStatus().isCreated();

        api.adminLogin(email, password).expectStatus().isOk();
        Api.refused(api.adminLogin(email, password + " "), ErrorCode.INVALID_CREDENTIALS);
    }

    static Stream<String> good() {
        return Stream.of(
                "8 chars!",
                "x".repeat(73),
                "x".repeat(256),
                "🔑".repeat(8),
                "🔑".repeat(256),
                "пароль от сейфа",
                "密码密码密码密码",
                "'; DROP TABLE users; --",
                "{\"$ne\": null}",
                "tab\tnew\nline\u0000nul\u200b",
                "        ");
    }

    /** What is not hashed answers at once, even while hashes are waited for. */
    @ParameterizedTest
    @MethodSource("bad")
    void anyOtherIsRefusedBeforeItIsHashed(String password) {
        Api.Account account = api.organization("Strict");
        CompletableFuture<Long> hashes = Flux.range(0, ENOUGH_FOR_A_WHILE)
                .flatMap(i -> hashing.fitting(new Secret("busy"), List.of()), ENOUGH_FOR_A_WHILE)
                .count()
                .toFuture();

        Api.refusedFor("password", api.create(Api.uniqueName("Password"), Api.uniqueEmail(), password));
        Api.refusedFor("password", user(account, password));

        assertThat(hashes).isNotDone();
        assertThat(hashes.join()).isEqualTo(ENOUGH_FOR_A_WHILE);
    }

    static Stream<String> bad() {
        return Stream.of("", "1234567", "🔑".repeat(7), "x".repeat(257), "🔑".repeat(257), "x".repeat(1_000_000));
    }

    @Test
    void aPasswordIsNoNumberAndNoObject() {
        for (Object value : new Object[] {12_345_678, true, new String[] {"12345678"}, Map.of("$ne", "")}) {
            Api.refusedFor("password", api.create(Api.uniqueName("Password"), Api.uniqueEmail(), value));
        }
    }

    /** bcrypt reads 72 bytes and no more; nothing here does. */
    @Test
    void passwordsThatAreEqualInTheirFirst72BytesDoNotOpenEachOthersAccounts() {
        String prefix = "x".repeat(72);
        Api.Account account = api.organization("Prefixes");
        String one = Api.uniqueEmail();
        String other = Api.uniqueEmail();
        user(account, one, prefix + "one").expectStatus().isCreated();
        user(account, other, prefix + "other").expectStatus().isCreated();

        api.login(one, prefix + "one", null).expectStatus().isOk();
        api.login(other, prefix + "other", null).expectStatus().isOk();
        Api.refused(api.login(one, prefix + "other", null), ErrorCode.INVALID_CREDENTIALS);
        Api.refused(api.login(other, prefix + "one", null), ErrorCode.INVALID_CREDENTIALS);
        Api.refused(api.login(one, prefix, null), ErrorCode.INVALID_CREDENTIALS);
    }

    @Test
    void spacesAroundAPasswordBelongToIt() {
        String email = Api.uniqueEmail();
        api.create(Api.uniqueName("Spaces"), email, "  spacious  ")
                .expectStatus()
                .isCreated();

        api.adminLogin(email, "  spacious  ").expectStatus().isOk();
        api.login(email, "  spacious  ", null).expectStatus().isOk();
        Stream.of("spacious", " spacious ", "  spacious", "  spacious  \u00a0", "  SPACIOUS  ")
                .forEach(wrong -> Api.refused(api.adminLogin(email, wrong), ErrorCode.INVALID_CREDENTIALS));
    }

    /** Two spellings of é look the same and are not: "exact match". */
    @Test
    void aPasswordIsNotNormalized() {
        String composed = "caf\u00e9-caf\u00e9";
        String email = Api.uniqueEmail();
        api.create(Api.uniqueName("Accents"), email, composed).expectStatus().isCreated();

        api.adminLogin(email, composed).expectStatus().isOk();
        Api.refused(
                api.adminLogin(email, Normalizer.normalize(composed, Normalizer.Form.NFD)),
                ErrorCode.INVALID_CREDENTIALS);
    }

    /** "No length rule here": what never can be right is wrong like any other. */
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 257, 100_000})
    void aPasswordOfAnyLengthIsJustWrongAtLogin(int length) {
        Api.refused(api.adminLogin(Api.uniqueEmail(), "x".repeat(length)), ErrorCode.INVALID_CREDENTIALS);
    }

    /** As UTF-8 half a surrogate pair is a question mark, and different passwords would be one. */
    @Test
    void halfASurrogatePairIsRefused() {
        Api.refusedFor(
                "password",
                api.post(
                        "/org/create",
                        null,
                        "{\"organization_name\":\"Half\",\"email\":\"half@example.com\",\"password\":\"12345678\\ud83d\"}"));
    }

    private WebTestClient.ResponseSpec user(Api.Account account, String password) {
        return user(account, Api.uniqueEmail(), password);
    }

    private WebTestClient.ResponseSpec user(Api.Account account, String email, String password) {
        return api.post(
                "/user/create", account.token(), Map.of("email", email, "password", password, "role", "member"));
    }
}
