package io.tenantry.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantry.Api;
import io.tenantry.TenantryTest;
import io.tenantry.kernel.EmailAddress;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.ProblemException;
import io.tenantry.kernel.Secret;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.filter.reactive.ServerWebExchangeContextFilter;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.util.context.Context;

/** Contract, {@code POST /auth/password-reset/confirm}: what a link does not get around, and what does not use it up. */
@TenantryTest
class NewPasswordsTests {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String NEW_PASSWORD = "staple wrong battery";

    /** One more than one thread and its queue of 64 take, however many cores there are. */
    private static final int TOO_MANY = 64 + Runtime.getRuntime().availableProcessors();

    private final Api api;
    private final PasswordResets resets;
    private final PasswordResetStore store;
    private final ResettableAccounts resettable;
    private final AccountStore accounts;
    private final SessionStore sessions;
    private final PasswordAttempts attempts;
    private final AccountChanges changes;

    NewPasswordsTests(
            Api api,
            PasswordResets resets,
            PasswordResetStore store,
            ResettableAccounts resettable,
            AccountStore accounts,
            SessionStore sessions,
            PasswordAttempts attempts,
            AccountChanges changes) {
        this.api = api;
        this.resets = resets;
        this.store = store;
        this.resettable = resettable;
        this.accounts = accounts;
        this.sessions = sessions;
        this.attempts = attempts;
        this.changes = changes;
    }

    private String token(String email) {
        List<ResetToken> tokens = Objects.requireNonNull(
                resets.toMail(EmailAddress.of(email)).collectList().block(PATIENCE));
        assertThat(tokens).hasSize(1);
        return tokens.get(0).token().text();
    }

    private WebTestClient.ResponseSpec confirm(String token) {
        return api.post("/auth/password-reset/confirm", null, Map.of("token", token, "new_password", NEW_PASSWORD));
    }

    @Test
    void aPersonsSecondFactorIsStillDemanded() {
        Api.Account account = api.organization("Two factors");

        theSecondFactorIsStillDemanded(account.email(), account.token());
    }

    @Test
    void aSuperusersSecondFactorIsStillDemanded() {
        String email = Api.uniqueEmail();
        api.register(api.superuser(), email, Api.PASSWORD).expectStatus().isCreated();

        theSecondFactorIsStillDemanded(email, api.login(email));
    }

    private void theSecondFactorIsStillDemanded(String email, String accessToken) {
        List<String> recoveryCodes = Authenticator.enrolled(api, accessToken).confirmed(api, accessToken);

        confirm(token(email)).expectStatus().isNoContent();

        Api.refused(api.adminLogin(email, NEW_PASSWORD), ErrorCode.OTP_REQUIRED);
        api.post("/admin/login", null, Map.of("email", email, "password", NEW_PASSWORD, "otp", recoveryCodes.get(0)))
                .expectStatus()
                .isOk();
    }

    /** Contract, 503 {@code overloaded}: nothing was done. */
    @Test
    void aTokenStaysGoodWhenTooManyPasswordsAreHashed() {
        Api.Account account = api.organization("Crowded");
        String token = token(account.email());
        CountDownLatch goOn = new CountDownLatch(1);
        PasswordHashing hashing = new PasswordHashing(new Waiting(goOn));
        try {
            Disposable others = Flux.range(0, TOO_MANY)
                    .flatMap(
                            i -> hashing.hash(EmailAddress.of("x@example.com"), new Secret("x"))
                                    .contextWrite(NewPasswordsTests::ofOneClient)
                                    .onErrorComplete(),
                            TOO_MANY)
                    .subscribe();

            StepVerifier.create(set(hashing, token)).verifyErrorSatisfies(NewPasswordsTests::isOverloaded);
            assertThat(others.isDisposed()).isFalse();
        } finally {
            goOn.countDown();
            hashing.stop();
        }

        api.adminLogin(account.email(), Api.PASSWORD).expectStatus().isOk();
        confirm(token).expectStatus().isNoContent();
    }

    private Mono<Void> set(PasswordHashing hashing, String token) {
        return new NewPasswords(store, resettable, accounts, sessions, hashing, attempts, changes, Clock.systemUTC())
                .set(new Secret(token), new Secret(NEW_PASSWORD))
                .contextWrite(NewPasswordsTests::ofOneClient);
    }

    private static Context ofOneClient(Context context) {
        ServerWebExchange exchange = MockServerWebExchange.from(MockServerHttpRequest.post("/"));
        return context.put(ServerWebExchangeContextFilter.EXCHANGE_CONTEXT_ATTRIBUTE, exchange);
    }

    private static void isOverloaded(Throwable failure) {
        assertThat(failure)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.OVERLOADED));
    }

    /** Hashes nothing before it may. */
    private record Waiting(CountDownLatch goOn) implements PasswordHashes {

        @Override
        public String hash(EmailAddress owner, String password) {
            try {
                goOn.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return "hash";
        }

        @Override
        public Set<String> fitting(String password, Collection<String> hashes) {
            return Set.of();
        }

        @Override
        public Predicate<String> outdated(EmailAddress owner) {
            return hash -> false;
        }
    }
}
