package io.tenantry.kernel.web;

import io.tenantry.kernel.RequestInterceptor;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.springframework.core.ResolvableType;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.HandlerResult;
import org.springframework.web.reactive.accept.RequestedContentTypeResolver;
import org.springframework.web.server.NotAcceptableStatusException;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Answers are JSON where a route says nothing else, and who does not take that is refused: 406, before a change is made. Spring
 * would look at {@code Accept} when it writes the answer, which is too late, since the change is made then and a secret that is
 * shown once is lost; and it would write whatever it can, an event stream with one event for instance.
 */
@Component
class AcceptedAnswers implements RequestInterceptor {

    private static final Set<MediaType> JSON = Set.of(MediaType.APPLICATION_JSON);

    private final RequestedContentTypeResolver accepted;

    AcceptedAnswers(RequestedContentTypeResolver accepted) {
        this.accepted = accepted;
    }

    @Override
    public int getOrder() {
        return INSIDE - 1;
    }

    @Override
    public Mono<HandlerResult> around(
            ServerWebExchange exchange,
            HandlerMethod method,
            Function<ServerWebExchange, Mono<HandlerResult>> invocation) {
        boolean declared =
                exchange.getAttributes().putIfAbsent(HandlerMapping.PRODUCIBLE_MEDIA_TYPES_ATTRIBUTE, JSON) != null;
        return declared || hasNoAnswer(method) || acceptsJson(exchange)
                ? invocation.apply(exchange)
                : Mono.error(() -> new NotAcceptableStatusException(List.copyOf(JSON)));
    }

    private boolean acceptsJson(ServerWebExchange exchange) {
        return accepted.resolveMediaTypes(exchange).stream().anyMatch(MediaType.APPLICATION_JSON::isCompatibleWith);
    }

    private static boolean hasNoAnswer(HandlerMethod method) {
        return ResolvableType.forMethodReturnType(method.getMethod())
                .getGeneric()
                .isAssignableFrom(Void.class);
    }
}
