package io.tenantry.kernel.web;

import io.tenantry.kernel.RequestInterceptor;
import java.util.List;
import java.util.function.Function;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.OrderComparator;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.reactive.HandlerResult;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerAdapter;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Calls the method of a controller through the interceptors. WebFlux has none of its own, and a filter in front of the
 * routes would have to find the route a second time.
 */
class InterceptedHandlerAdapter extends RequestMappingHandlerAdapter {

    private final ObjectProvider<RequestInterceptor> declared;
    private List<RequestInterceptor> innermostFirst = List.of();

    InterceptedHandlerAdapter(ObjectProvider<RequestInterceptor> declared) {
        this.declared = declared;
    }

    @Override
    public void afterPropertiesSet() throws Exception {
        super.afterPropertiesSet();
        innermostFirst =
                declared.stream().sorted(OrderComparator.INSTANCE.reversed()).toList();
    }

    @Override
    public Mono<HandlerResult> handle(ServerWebExchange exchange, Object handler) {
        HandlerMethod method = (HandlerMethod) handler;
        Function<ServerWebExchange, Mono<HandlerResult>> invocation =
                given -> Mono.defer(() -> super.handle(given, handler));
        for (RequestInterceptor interceptor : innermostFirst) {
            invocation = within(interceptor, method, invocation);
        }
        return invocation.apply(exchange);
    }

    private static Function<ServerWebExchange, Mono<HandlerResult>> within(
            RequestInterceptor interceptor,
            HandlerMethod method,
            Function<ServerWebExchange, Mono<HandlerResult>> invocation) {
        return given -> interceptor.around(given, method, invocation);
    }
}
