package io.tenantry.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantry.Answer;
import io.tenantry.Api;
import io.tenantry.TenantryTest;
import io.tenantry.kernel.EmailAddress;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.ProblemException;
import io.tenantry.kernel.Secret;
import io.tenantry.organization.Founder;
import io.tenantry.organization.Founding;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.filter.reactive.ServerWebExchangeContextFilter;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/** Issue 4, "password hashing keeps one core free and answers 503 past its queue". */
@TenantryTest
class HashingTests {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration SHORTLY = Duration.ofMillis(5);
    private static final int QUEUE = 64;
    private static final int THREADS = Math.max(1, Runtime.getRuntime().availableProcessors() - 1);

    private final Api api;
    private final PasswordHashing passwords;
    private final Founding founding;

    HashingTests(Api api, PasswordHashing passwords, Founding founding) {
        this.api = api;
        this.passwords = passwords;
        this.founding = founding;
    }

    @Test
    void pastTheQueueTheAnswerIsToComeBackLater() {
        Api.Account account = api.organization("Crowded");
        List<Map<String, ?>> people = IntStream.range(0, 2 * QUEUE + 8 * THREADS)
                .<Map<String, ?>>mapToObj(
                        i -> Map.of("email", Api.uniqueEmail(), "password", Api.PASSWORD, "role", "member"))
                .toList();

        List<Answer> answers = Api.answers(people.stream()
                .map(person -> api.call(HttpMethod.POST, "/user/create", account.token(), person))
                .toList());

        assertThat(answers).allMatch(answer -> answer.status() == 201 || answer.is(ErrorCode.OVERLOADED));
        assertThat(answers)
                .filteredOn(answer -> answer.status() == 503)
                .isNotEmpty()
                .allSatisfy(refused -> assertThat(Integer.parseInt(
                                Objects.requireNonNull(refused.headers().getFirst(HttpHeaders.RETRY_AFTER))))
                        .isPositive());
        Set<String> made = answers.stream().map(answer -> answer.text("email")).collect(Collectors.toSet());
        Map<String, ?> refused = people.stream()
                .filter(person -> !made.contains(person.get("email")))
                .findFirst()
                .orElseThrow();
        api.post("/user/create", account.token(), refused).expectStatus().isCreated();
    }

    @Test
    void oneCoreIsLeftToOthers() throws InterruptedException {
        Waiting encoder = new Waiting();
        PasswordHashing hashing = new PasswordHashing(encoder);
        List<CompletableFuture<String>> hashes = hashes(hashing, IntStream.rangeClosed(0, THREADS + QUEUE));

        assertThat(hashes.get(THREADS + QUEUE))
                .failsWithin(PATIENCE)
                .withThrowableThat()
                .havingCause()
                .isInstanceOfSatisfying(
                        ProblemException.class, full -> assertThat(full.code()).isEqualTo(ErrorCode.OVERLOADED));
        encoder.awaitAll();
        encoder.goOn();

        assertThat(hashes.subList(0, THREADS + QUEUE))
                .allSatisfy(hash -> assertThat(hash).succeedsWithin(PATIENCE));
        assertThat(encoder.mostAtOnce()).isEqualTo(THREADS);
        hashing.stop();
    }

    @Test
    void whoFillsTheQueueLeavesRoomForOthers() throws InterruptedException {
        Waiting encoder = new Waiting();
        PasswordHashing hashing = new PasswordHashing(encoder);
        List<CompletableFuture<String>> greedy = Stream.generate(() -> hash(hashing, 1))
                .limit(2L * (THREADS + QUEUE))
                .toList();

        assertThat(greedy.get(greedy.size() - 1)).isCompletedExceptionally();
        CompletableFuture<String> other = hash(hashing, 2);
        assertThat(other).isNotDone();
        encoder.awaitAll();
        encoder.goOn();

        assertThat(other).succeedsWithin(PATIENCE);
        assertThat(greedy.get(0)).succeedsWithin(PATIENCE);
        hashing.stop();
    }

    /** Else somebody who sends and hangs up could fill the queue, whatever a client may have of it. */
    @Test
    void whoHangsUpLeavesTheQueue() throws InterruptedException {
        Waiting encoder = new Waiting();
        PasswordHashing hashing = new PasswordHashing(encoder);
        List<CompletableFuture<String>> hashes = hashes(hashing, IntStream.range(0, THREADS + QUEUE));
        encoder.awaitAll();
        assertThat(hash(hashing, THREADS + QUEUE)).isCompletedExceptionally();

        hashes.subList(THREADS, THREADS + QUEUE).forEach(queued -> queued.cancel(true));
        List<CompletableFuture<String>> others = hashes(hashing, IntStream.range(THREADS + QUEUE, THREADS + 2 * QUEUE));
        encoder.goOn();

        assertThat(others).allSatisfy(hash -> assertThat(hash).succeedsWithin(PATIENCE));
        hashing.stop();
    }

    /** Although an organization is made apart from the request that wanted it. */
    @Test
    void whoMakesAnOrganizationHasRoomOfTheirOwn() {
        CompletableFuture<Throwable> full = new CompletableFuture<>();
        Disposable nobodys = Flux.range(0, 2 * (QUEUE + THREADS))
                .flatMap(
                        i -> hash(passwords)
                                .doOnError(full::complete)
                                .onErrorComplete()
                                .repeatWhen(ended -> ended.delayElements(SHORTLY)),
                        2 * (QUEUE + THREADS))
                .subscribe();
        try {
            assertThat(full).succeedsWithin(PATIENCE);
            Founder founder = new Founder(EmailAddress.of(Api.uniqueEmail()), new Secret(Api.PASSWORD), null);

            assertThat(founding.found(Api.uniqueName("Patient"), founder)
                            .contextWrite(asOf(2))
                            .block(PATIENCE))
                    .isNotNull();
        } finally {
            nobodys.dispose();
        }
    }

    /** One for each client. */
    private static List<CompletableFuture<String>> hashes(PasswordHashing hashing, IntStream clients) {
        return clients.mapToObj(client -> hash(hashing, client)).toList();
    }

    private static CompletableFuture<String> hash(PasswordHashing hashing, int client) {
        return hash(hashing).contextWrite(asOf(client)).toFuture();
    }

    private static Mono<String> hash(PasswordHashing hashing) {
        return hashing.hash(EmailAddress.of("ada@acme.com"), new Secret(Api.PASSWORD));
    }

    private static Function<Context, Context> asOf(int client) {
        MockServerHttpRequest request = MockServerHttpRequest.post("/login")
                .remoteAddress(new InetSocketAddress("10.0.0." + client, 1_024))
                .build();
        return context -> context.put(
                ServerWebExchangeContextFilter.EXCHANGE_CONTEXT_ATTRIBUTE, MockServerWebExchange.from(request));
    }

    /** Takes until it is let go. */
    private static final class Waiting implements PasswordHashes {

        private final CountDownLatch begun = new CountDownLatch(THREADS);
        private final CountDownLatch released = new CountDownLatch(1);
        private final AtomicInteger now = new AtomicInteger();
        private final AtomicInteger most = new AtomicInteger();

        void awaitAll() throws InterruptedException {
            assertThat(begun.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        }

        void goOn() {
            released.countDown();
        }

        int mostAtOnce() {
            return most.get();
        }

        @Override
        public String hash(EmailAddress owner, String password) {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            begun.countDown();
            try {
                released.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            } finally {
                now.decrementAndGet();
            }
            return "a hash";
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
