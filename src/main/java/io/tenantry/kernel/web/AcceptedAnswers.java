package io.tenantry.kernel.web;

import io.tenantry.kernel.RequestInterceptor;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.reactive.HandlerResult;
import org.springframework.web.server.NotAcceptableStatusException;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Refuses a change whose answer the caller would not take: 406 before it is made. Spring looks at {@code Accept} when it writes
 * the answer, which would be too late: the change is made then, and a secret that is shown once is lost.
 */
@Component
class AcceptedAnswers implements RequestInterceptor {

    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    /** What answers to changes are written as. */
    private static final List<MediaType> WRITTEN =
            List.of(MediaType.APPLICATION_JSON, new MediaType("application", "*+json"));

    @Override
    public int getOrder() {
        return INSIDE - 1;
    }

    @Override
    public Mono<HandlerResult> around(
            ServerWebExchange exchange,
            HandlerMethod method,
            Function<ServerWebExchange, Mono<HandlerResult>> invocation) {
        return READING.contains(exchange.getRequest().getMethod())
                        || isAccepted(exchange.getRequest().getHeaders())
                        || hasNoAnswer(method)
                ? invocation.apply(exchange)
                : Mono.error(() -> new NotAcceptableStatusException(WRITTEN));
    }

    private static boolean isAccepted(HttpHeaders headers) {
        try {
            List<MediaType> accepted = headers.getAccept();
            return accepted.isEmpty()
                    || accepted.stream().anyMatch(type -> WRITTEN.stream().anyMatch(type::isCompatibleWith));
        } catch (InvalidMediaTypeException unreadable) {
            return false;
        }
    }

    private static boolean hasNoAnswer(HandlerMethod method) {
        return ResolvableType.forMethodReturnType(method.getMethod())
                .getGeneric()
                .isAssignableFrom(Void.class);
    }
}
