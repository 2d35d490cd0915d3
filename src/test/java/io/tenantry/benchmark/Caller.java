package io.tenantry.benchmark;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** The load: connections that are kept open, each with one request under way. An answer other than 2xx ends the run. */
final class Caller {

    /** Longer than any answer may take, batches included. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final int connections;
    private final HttpClient client;
    private final AtomicInteger turn = new AtomicInteger();

    Caller(int connections) {
        this.connections = connections;
        this.client = HttpClient.create(ConnectionProvider.create("benchmark", connections))
                .responseTimeout(PATIENCE);
    }

    /** Sends these requests, in turn and again and again, for that long; the answer is how many were answered. */
    long keepBusy(List<Call> calls, Duration howLong) {
        return timed(calls, howLong).count();
    }

    /** The same; the answer is how long each of them took. */
    Latencies timed(List<Call> calls, Duration howLong) {
        long end = System.nanoTime() + howLong.toNanos();
        Latencies latencies = new Latencies();
        Mono<String> next = Mono.defer(() -> {
            long start = System.nanoTime();
            return next(calls).doOnNext(answer -> latencies.add(System.nanoTime() - start));
        });
        onEachConnection(() -> next, () -> System.nanoTime() < end);
        return latencies;
    }

    /**
     * Sends these requests, in turn and again and again, on each connection one every so often on average, at times that do
     * not depend on one another (a Poisson process): callers that keep step would only ever measure their own crowd. What is
     * measured begins when a request is due, so that those that wait for a slow one before them count as well.
     */
    Latencies paced(List<Call> calls, Duration every, BooleanSupplier goingOn) {
        Latencies latencies = new Latencies();
        onEachConnection(() -> paced(calls, every, latencies), goingOn);
        return latencies;
    }

    private Mono<String> paced(List<Call> calls, Duration every, Latencies latencies) {
        AtomicLong due = new AtomicLong(System.nanoTime());
        return Mono.defer(() -> {
            long start = due.addAndGet(drawn(every));
            Duration wait = Duration.ofNanos(Math.max(0, start - System.nanoTime()));
            return Mono.delay(wait).then(next(calls)).doOnNext(answer -> latencies.add(System.nanoTime() - start));
        });
    }

    /** In nanoseconds, distributed exponentially. */
    private static long drawn(Duration mean) {
        return Math.round(-Math.log(1 - ThreadLocalRandom.current().nextDouble()) * mean.toNanos());
    }

    private Mono<String> next(List<Call> calls) {
        return send(calls.get(Math.floorMod(turn.getAndIncrement(), calls.size())));
    }

    private void onEachConnection(Supplier<Mono<String>> requests, BooleanSupplier goingOn) {
        Flux.range(0, connections)
                .flatMap(connection -> requests.get().repeat(goingOn).then(), connections)
                .blockLast();
    }

    /** Sends each of these requests once; the answers are in the order of the requests. */
    List<String> all(List<Call> calls) {
        return Flux.fromIterable(calls)
                .flatMapSequential(this::send, connections)
                .collectList()
                .blockOptional()
                .orElseThrow();
    }

    String one(Call call) {
        return all(List.of(call)).get(0);
    }

    /** Sends a request that is answered before it is carried out: 202. The answer is where to follow it. */
    String accepted(Call call) {
        return request(call)
                .response()
                .filter(answer -> answer.status().code() == 202)
                .mapNotNull(answer -> answer.responseHeaders().get(HttpHeaderNames.LOCATION))
                .blockOptional()
                .orElseThrow(() -> new IllegalStateException(call.method() + " " + call.url() + ": not 202"));
    }

    private HttpClient.ResponseReceiver<?> request(Call call) {
        String body = call.body();
        return client.headers(headers -> describe(headers, call))
                .request(call.method())
                .uri(call.url())
                .send(body == null ? Mono.empty() : ByteBufFlux.fromString(Mono.just(body)));
    }

    private Mono<String> send(Call call) {
        return request(call)
                .responseSingle((answer, content) -> content.asString()
                        .defaultIfEmpty("")
                        .flatMap(text -> answer.status().code() / 100 == 2
                                ? Mono.just(text)
                                : Mono.error(new IllegalStateException(
                                        call.method() + " " + call.url() + ": " + answer.status() + " " + text))));
    }

    private static void describe(HttpHeaders headers, Call call) {
        if (call.token() != null) {
            headers.set(HttpHeaderNames.AUTHORIZATION, "Bearer " + call.token());
        }
        if (call.body() != null) {
            headers.set(HttpHeaderNames.CONTENT_TYPE, "application/json");
        }
        if (call.prefer() != null) {
            headers.set("Prefer", call.prefer());
        }
    }
}
