package io.tenantry.benchmark;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
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

    Caller(int connections) {
        this.connections = connections;
        this.client = HttpClient.create(ConnectionProvider.create("benchmark", connections))
                .responseTimeout(PATIENCE);
    }

    /** Sends these requests, in turn and again and again, for that long; the answer is how many were answered. */
    long keepBusy(List<Call> calls, Duration howLong) {
        long end = System.nanoTime() + howLong.toNanos();
        LongAdder answered = new LongAdder();
        AtomicInteger turn = new AtomicInteger();
        Mono<String> next = Mono.defer(() -> send(calls.get(Math.floorMod(turn.getAndIncrement(), calls.size()))))
                .doOnNext(answer -> answered.increment());
        Flux.range(0, connections)
                .flatMap(
                        connection -> next.repeat(() -> System.nanoTime() < end).then(), connections)
                .blockLast();
        return answered.sum();
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

    private Mono<String> send(Call call) {
        String body = call.body();
        return client.headers(headers -> describe(headers, call))
                .request(call.method())
                .uri(call.url())
                .send(body == null ? Mono.empty() : ByteBufFlux.fromString(Mono.just(body)))
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
    }
}
