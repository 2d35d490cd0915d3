package io.tenantry.idempotency;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tenantry.kernel.Idempotent;
import io.tenantry.kernel.KeptBody;
import io.tenantry.kernel.Outcome;
import io.tenantry.kernel.ProblemRenderer;
import io.tenantry.kernel.RequestInterceptor;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.reactive.HandlerResult;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Gives requests with an {@code Idempotency-Key} their first answer again; the caller is authorized by then. */
@Component
class IdempotentRequests implements RequestInterceptor {

    static final String REPLAYED = "Idempotent-Replayed";

    private final Repetitions repetitions;
    private final Fingerprints fingerprints;
    private final KeyOwner owners;
    private final ProblemRenderer problems;
    private final JsonMapper json;

    IdempotentRequests(
            Repetitions repetitions,
            Fingerprints fingerprints,
            KeyOwner owners,
            ProblemRenderer problems,
            JsonMapper json) {
        this.repetitions = repetitions;
        this.fingerprints = fingerprints;
        this.owners = owners;
        this.problems = problems;
        this.json = json.rebuild().addModule(new WithoutSecrets()).build();
    }

    @Override
    public int getOrder() {
        return INSIDE;
    }

    @Override
    public Mono<HandlerResult> around(
            ServerWebExchange exchange,
            HandlerMethod method,
            Function<ServerWebExchange, Mono<HandlerResult>> invocation) {
        Idempotent marked = method.getMethodAnnotation(Idempotent.class);
        List<String> header = exchange.getRequest().getHeaders().getOrEmpty(IdempotencyKey.HEADER);
        return marked == null || header.isEmpty()
                ? invocation.apply(exchange)
                : Mono.defer(() -> once(exchange, marked, IdempotencyKey.of(header), invocation));
    }

    private Mono<HandlerResult> once(
            ServerWebExchange exchange,
            Idempotent marked,
            IdempotencyKey key,
            Function<ServerWebExchange, Mono<HandlerResult>> invocation) {
        return KeptBody.read(exchange.getRequest()).flatMap(request -> {
            ServerWebExchange kept = exchange.mutate().request(request).build();
            return owners.of(kept, request)
                    .map(Optional::of)
                    .defaultIfEmpty(Optional.empty())
                    .flatMap(owner -> owner.isEmpty()
                            ? invocation.apply(kept)
                            : begun(owner.get(), marked, key, request)
                                    .flatMap(used -> answered(kept, used, invocation)));
        });
    }

    private Mono<UsedKey> begun(String owner, Idempotent marked, IdempotencyKey key, KeptBody request) {
        List<String> parts = List.of(owner, credential(request, marked), route(request), key.value());
        return repetitions.begin(fingerprints.of(parts, query(request), request.bytes()));
    }

    private static String credential(ServerHttpRequest request, Idempotent marked) {
        String name = marked.credential();
        return name.isEmpty() ? "" : String.join(",", request.getHeaders().getOrEmpty(name));
    }

    private static String route(ServerHttpRequest request) {
        return request.getMethod() + " " + request.getPath().value();
    }

    private static String query(ServerHttpRequest request) {
        String query = request.getURI().getRawQuery();
        return query == null ? "" : query;
    }

    private Mono<HandlerResult> answered(
            ServerWebExchange exchange, UsedKey used, Function<ServerWebExchange, Mono<HandlerResult>> invocation) {
        Binary sealed = used.answer();
        return sealed == null
                ? firstAnswer(exchange, used, invocation)
                : givenAgain(exchange, repetitions.answerOf(used, sealed));
    }

    private Mono<HandlerResult> firstAnswer(
            ServerWebExchange exchange, UsedKey used, Function<ServerWebExchange, Mono<HandlerResult>> invocation) {
        return invocation
                .apply(exchange)
                .flatMap(Outcome::of)
                .contextWrite(repetitions.newId(used).inContext())
                .onErrorResume(failure ->
                        repetitions.refused(used, problems.explain(failure)).then(Mono.error(failure)))
                .flatMap(outcome -> repetitions
                        .keep(used, KeptAnswer.of(exchange, outcome, written(outcome.body())))
                        .then(Mono.fromSupplier(outcome::toResult)));
    }

    private byte @Nullable [] written(@Nullable Object body) {
        return body == null ? null : json.writeValueAsBytes(body);
    }

    private static Mono<HandlerResult> givenAgain(ServerWebExchange exchange, KeptAnswer answer) {
        ServerHttpResponse response = exchange.getResponse();
        HttpHeaders headers = response.getHeaders();
        headers.set(REPLAYED, "true");
        if (answer.refusal() != null) {
            return Mono.error(answer.refusal().asProblem());
        }
        response.setStatusCode(HttpStatusCode.valueOf(answer.status()));
        answer.headers().forEach(headers::set);
        return write(response, answer.body()).then(Mono.empty());
    }

    private static Mono<Void> write(ServerHttpResponse response, @Nullable String body) {
        if (body == null) {
            return response.setComplete();
        }
        byte[] bytes = body.getBytes(UTF_8);
        response.getHeaders().setContentType(MediaType.APPLICATION_JSON);
        response.getHeaders().setContentLength(bytes.length);
        return response.writeWith(
                Mono.fromSupplier(() -> response.bufferFactory().wrap(bytes)));
    }
}
