package io.tenantry.benchmark;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** Logins with wrong passwords at a steady pace, which does not wait for answers: an open loop. */
final class WrongPasswords {

    static final int A_SECOND = 20;
    private static final Duration EVERY = Duration.ofSeconds(1).dividedBy(A_SECOND);

    /** As many as are hashed side by side and then some, so that there is always one to hash. */
    private static final int AT_ONCE = 4;

    /** More than what waits when the queue of the hashes is full. */
    private static final int MOST_UNDER_WAY = 256;

    private final HttpClient client;
    private final String url;
    private final IntFunction<Attempt> attempts;
    private final AtomicInteger made = new AtomicInteger();

    /** @param attempts the first, the second, … */
    WrongPasswords(Service service, IntFunction<Attempt> attempts) {
        this.client = HttpClient.create(ConnectionProvider.create("flood", MOST_UNDER_WAY));
        this.url = service.url() + "/admin/login";
        this.attempts = attempts;
    }

    /**
     * One login.
     *
     * @param client where it comes from, as a proxy says
     */
    record Attempt(String email, String client) {

        private String body() {
            return "{\"email\": \"" + email + "\", \"password\": \"not the right one\"}";
        }

        private void describe(HttpHeaders headers) {
            headers.set(HttpHeaderNames.CONTENT_TYPE, "application/json").set("X-Forwarded-For", client);
        }
    }

    /** Makes so many, as quickly as they are answered. */
    void make(int count) {
        Flux.range(0, count).flatMap(each -> next(), AT_ONCE).blockLast();
    }

    /** Goes on for so long, and then until all are answered: how many were answered with which status. */
    CompletableFuture<Map<Integer, Long>> start(BooleanSupplier goingOn) {
        return Flux.interval(EVERY)
                .takeWhile(tick -> goingOn.getAsBoolean())
                .flatMap(tick -> next(), MOST_UNDER_WAY)
                .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()))
                .map(counts -> (Map<Integer, Long>) counts)
                .toFuture();
    }

    private Mono<Integer> next() {
        return Mono.defer(() -> send(attempts.apply(made.getAndIncrement())));
    }

    private Mono<Integer> send(Attempt attempt) {
        return client.headers(attempt::describe)
                .post()
                .uri(url)
                .send(ByteBufFlux.fromString(Mono.just(attempt.body())))
                .responseSingle((answer, content) ->
                        content.then(Mono.just(answer.status().code())));
    }
}
