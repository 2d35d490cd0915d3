package io.tenantry.identity.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantry.Api;
import io.tenantry.TenantryTest;
import io.tenantry.kernel.EmailAddress;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.ProblemException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.filter.reactive.ServerWebExchangeContextFilter;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Issue: forgotten passwords are asked about only so often, on all instances together. */
@TenantryTest
class ResetThrottleTests {

    private final FailureStore store;
    private final EmailAddress email = EmailAddress.of(Api.uniqueEmail());
    private Instant now = Instant.parse("2030-01-01T12:00:00Z");

    ResetThrottleTests(FailureStore store) {
        this.store = store;
    }

    /** Each call is an instance of its own. */
    private ResetThrottle throttle() {
        return new ResetThrottle(store, new ResetSettings(3, 30), Clock.fixed(now, ZoneOffset.UTC));
    }

    private List<Boolean> mailsAtOnce(int times) {
        return Objects.requireNonNull(
                Flux.range(0, times).flatMap(i -> mail(), times).collectList().block(Duration.ofSeconds(20)));
    }

    /** Whether it may be sent. */
    private Mono<Boolean> mail() {
        return throttle()
                .countMail(email)
                .thenReturn(true)
                .onErrorReturn(
                        failure -> failure instanceof ProblemException refusal
                                && refusal.code() == ErrorCode.RATE_LIMITED
                                && refusal.retryAfter().isPresent(),
                        false);
    }

    @Test
    void anAddressGetsThreeMailsAnHour() {
        assertThat(mailsAtOnce(20)).filteredOn(sent -> sent).hasSize(3);

        now = now.plus(Duration.ofMinutes(59));
        assertThat(mailsAtOnce(1)).containsExactly(false);

        now = now.plus(Duration.ofMinutes(2));
        assertThat(mailsAtOnce(20)).filteredOn(sent -> sent).hasSize(3);
    }

    @Test
    void aClientThatKeepsAskingWaitsLongerAndLonger() {
        for (int i = 0; i < 30; i++) {
            StepVerifier.create(request()).verifyComplete();
        }

        StepVerifier.create(request())
                .verifyErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOfSatisfying(ProblemException.class, refusal -> {
                            assertThat(refusal.code()).isEqualTo(ErrorCode.RATE_LIMITED);
                            assertThat(refusal.retryAfter()).contains(Duration.ofSeconds(1));
                        }));

        now = now.plusSeconds(1);
        StepVerifier.create(request()).verifyComplete();
        now = now.plusSeconds(1);
        StepVerifier.create(request()).verifyError(ProblemException.class);
    }

    private Mono<Void> request() {
        ServerWebExchange exchange = MockServerWebExchange.from(MockServerHttpRequest.post("/auth/password-reset")
                .remoteAddress(new InetSocketAddress("203.0.113.7", 4711)));
        return throttle()
                .countRequest()
                .contextWrite(
                        context -> context.put(ServerWebExchangeContextFilter.EXCHANGE_CONTEXT_ATTRIBUTE, exchange));
    }
}
