package io.tenantry.identity.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import io.tenantry.Api;
import io.tenantry.Databases;
import io.tenantry.TenantryTest;
import io.tenantry.kernel.EmailAddress;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.ProblemException;
import io.tenantry.kernel.UserId;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.filter.reactive.ServerWebExchangeContextFilter;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Contract: "an account from its 10th failure in 15 minutes, an address from its 200th, growing delays, 429, never for ever". */
@TenantryTest
class ThrottleTests {

    private static final Instant START = Instant.parse("2030-03-01T09:30:00Z");
    private static final AtomicInteger ADDRESSES = new AtomicInteger();

    private final FailureStore store;
    private final Databases databases;
    private final EmailAddress email = EmailAddress.of(Api.uniqueEmail());
    private final InetSocketAddress address = freshAddress();
    private final AtomicInteger checks = new AtomicInteger();
    private Instant now = START;

    ThrottleTests(FailureStore store, Databases databases) {
        this.store = store;
        this.databases = databases;
    }

    @Test
    void fromTheTenthFailureOnEachOneDelaysTheNextTwiceAsLong() {
        failTimes(10);

        assertThat(List.of(waited(), waited(), waited(), waited())).containsExactly(1L, 2L, 4L, 8L);
    }

    /** The seconds that an attempt must wait; after them it is made, and fails. */
    private long waited() {
        ProblemException refusal = refused(guess(wrong()));
        Duration wait = refusal.retryAfter().orElseThrow();
        now = now.plus(wait).minusMillis(1);
        refused(guess(wrong()));
        now = now.plusMillis(1);
        assertThat(failure(guess(wrong())).code()).isEqualTo(ErrorCode.INVALID_CREDENTIALS);
        return wait.toSeconds();
    }

    @Test
    void whileItWaitsNothingIsCheckedAndNothingIsCounted() {
        failTimes(10);

        IntStream.range(0, 20).forEach(i -> refused(guess(right())));

        assertThat(checks).hasValue(10);
        assertThat(attempts("account:" + email)).isEqualTo(10);
        assertThat(attempts("address:" + ClientAddress.of(address))).isEqualTo(10);
        now = now.plusSeconds(1);
        assertThat(value(guess(right()))).isTrue();
    }

    @Test
    void itEndsByItself() {
        failTimes(10);
        now = now.plus(Duration.ofMinutes(15));

        failTimes(9);
        assertThat(value(guess(right()))).isTrue();
    }

    /** Else somebody adds the address to an organization of their own, and signs in there between the guesses. */
    @Test
    void aRightPasswordIsNoFailureAndTakesBackNoOther() {
        failTimes(9);
        IntStream.range(0, 20).forEach(i -> assertThat(value(guess(right()))).isTrue());

        assertThat(attempts("account:" + email)).isEqualTo(9);
        assertThat(attempts("address:" + ClientAddress.of(address))).isEqualTo(9);
    }

    /** Who mistyped nine times and then signed in waits a second after the next mistake, and a quarter of an hour later for nothing. */
    @Test
    void afterARightPasswordTheNextMistakeWaitsASecond() {
        failTimes(9);
        assertThat(value(guess(right()))).isTrue();

        failTimes(1);
        assertThat(refused(guess(right())).retryAfter()).contains(Duration.ofSeconds(1));
        now = now.plusSeconds(1);
        IntStream.range(0, 5).forEach(i -> assertThat(value(guess(right()))).isTrue());

        now = now.plus(Duration.ofMinutes(15));
        failTimes(9);
        assertThat(value(guess(right()))).isTrue();
    }

    @Test
    void aRightPasswordLeavesNothingBehind() {
        assertThat(value(guess(right()))).isTrue();

        assertThat(document("account:" + email)).isEmpty();
        assertThat(document("address:" + ClientAddress.of(address))).isEmpty();
    }

    @Test
    void whatCouldNotBeCheckedIsNoFailure() {
        Mono<Boolean> overloaded = Mono.error(new ProblemException(ErrorCode.OVERLOADED, "Too much."));

        IntStream.range(0, 20)
                .forEach(i -> assertThat(failure(guess(overloaded)).code()).isEqualTo(ErrorCode.OVERLOADED));

        assertThat(attempts("account:" + email)).isZero();
    }

    /** It is not known to have been wrong, but otherwise a guesser would hang up before the answer. */
    @Test
    void whoseClientHangsUpHasFailed() {
        IntStream.range(0, 10).forEach(i -> hangUpDuringTheCheck());

        refused(guess(right()));
    }

    private void hangUpDuringTheCheck() {
        Sinks.Empty<Void> begun = Sinks.empty();
        guess(Mono.<Boolean>never().doOnSubscribe(check -> begun.tryEmitEmpty()))
                .takeUntilOther(begun.asMono())
                .block(Duration.ofSeconds(20));
    }

    @Test
    void guessesAtOnceGetNoFurtherThanGuessesInARow() {
        List<Boolean> checked = atOnce(50, () -> guess(wrong()));

        assertThat(checked).hasSize(50);
        assertThat(checks.get()).isEqualTo(10);
        assertThat(attempts("account:" + email)).isEqualTo(10);
    }

    /** An office that comes to work. */
    @Test
    void manyRightPasswordsFromOneAddressAtOncePass() {
        List<Boolean> passed =
                atOnce(50, () -> inRequest(throttle().password(EmailAddress.of(Api.uniqueEmail()), right())));

        assertThat(passed).hasSize(50).containsOnly(true);
        assertThat(attempts("address:" + ClientAddress.of(address))).isZero();
    }

    @Test
    void anAddressWaitsFromItsTwoHundredthFailureWhateverTheAccount() {
        for (int i = 0; i < 200; i++) {
            assertThat(failure(inRequest(throttle().password(EmailAddress.of(Api.uniqueEmail()), wrong())))
                            .code())
                    .isEqualTo(ErrorCode.INVALID_CREDENTIALS);
        }

        assertThat(refused(guess(right())).retryAfter()).contains(Duration.ofSeconds(1));
        assertThat(attempts("account:" + email)).isZero();
        now = now.plusSeconds(1);
        assertThat(value(guess(right()))).isTrue();
        // The one that was right is no failure, and those before it still count.
        assertThat(failure(guess(wrong())).code()).isEqualTo(ErrorCode.INVALID_CREDENTIALS);
        assertThat(refused(guess(right())).retryAfter()).contains(Duration.ofSeconds(2));
    }

    @Test
    void codesAreCountedApartFromPasswords() {
        UserId person = UserId.create();
        Mono<Boolean> wrongCode = Mono.error(new ProblemException(ErrorCode.OTP_INVALID, "Wrong."));
        IntStream.range(0, 10).forEach(i -> failure(inRequest(throttle().code(person, wrongCode))));

        refused(inRequest(throttle().code(person, right())));
        assertThat(value(guess(right()))).isTrue();

        // Hours later the ten still count.
        now = now.plus(Duration.ofHours(3));
        assertThat(failure(inRequest(throttle().code(person, wrongCode))).code())
                .isEqualTo(ErrorCode.OTP_INVALID);
        assertThat(refused(inRequest(throttle().code(person, right()))).retryAfter())
                .contains(Duration.ofSeconds(2));
        now = now.plusSeconds(2);
        assertThat(value(inRequest(throttle().code(person, right())))).isTrue();
        assertThat(attempts("code:" + person)).isZero();
    }

    @Test
    void instancesCountTogether() {
        failTimes(5);
        failTimes(5);

        // Each call of throttle() is an instance of its own.
        refused(guess(right()));
    }

    @Test
    void oldFailuresAreRemoved() {
        failTimes(3);
        now = now.plus(Duration.ofMinutes(20));

        store.forgetOld(now).block();

        assertThat(document("account:" + email)).isEmpty();
    }

    private void failTimes(int times) {
        for (int i = 0; i < times; i++) {
            assertThat(failure(guess(wrong())).code()).isEqualTo(ErrorCode.INVALID_CREDENTIALS);
        }
    }

    private Throttle throttle() {
        return new Throttle(store, new SignInSettings(10, 200), Clock.fixed(now, ZoneOffset.UTC));
    }

    private Mono<Boolean> guess(Mono<Boolean> check) {
        return inRequest(throttle().password(email, check));
    }

    private Mono<Boolean> right() {
        return Mono.fromSupplier(() -> checks.incrementAndGet() > 0);
    }

    private Mono<Boolean> wrong() {
        return right().then(Mono.error(new ProblemException(ErrorCode.INVALID_CREDENTIALS, "Wrong.")));
    }

    private <T> Mono<T> inRequest(Mono<T> work) {
        ServerWebExchange exchange =
                MockServerWebExchange.from(MockServerHttpRequest.post("/login").remoteAddress(address));
        return work.contextWrite(
                context -> context.put(ServerWebExchangeContextFilter.EXCHANGE_CONTEXT_ATTRIBUTE, exchange));
    }

    /** Whether each one passed. */
    private static List<Boolean> atOnce(int times, Supplier<Mono<Boolean>> attempt) {
        return Objects.requireNonNull(Flux.range(0, times)
                .flatMap(i -> attempt.get().onErrorReturn(ProblemException.class, false), times)
                .collectList()
                .block(Duration.ofSeconds(20)));
    }

    private static boolean value(Mono<Boolean> attempt) {
        return Objects.requireNonNull(attempt.block(Duration.ofSeconds(10)));
    }

    private static ProblemException failure(Mono<?> attempt) {
        return Objects.requireNonNull(
                attempt.map(passed -> new ProblemException(ErrorCode.INTERNAL_ERROR, "It passed."))
                        .onErrorResume(ProblemException.class, Mono::just)
                        .block(Duration.ofSeconds(10)));
    }

    private static ProblemException refused(Mono<?> attempt) {
        ProblemException refusal = failure(attempt);
        assertThat(refusal.code()).isEqualTo(ErrorCode.RATE_LIMITED);
        assertThat(refusal.retryAfter()).isPresent();
        return refusal;
    }

    private int attempts(String id) {
        return document(id)
                .map(document -> document.getList("attempts", Document.class).size())
                .orElse(0);
    }

    private Optional<Document> document(String id) {
        return databases.find(databases.master(), "login_failures", Filters.eq("_id", id)).stream()
                .findFirst();
    }

    private static InetSocketAddress freshAddress() {
        int number = ADDRESSES.incrementAndGet();
        try {
            return new InetSocketAddress(
                    InetAddress.getByAddress(new byte[] {(byte) 198, 51, (byte) 100, (byte) number}), 4711);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
