package io.tenantry.kernel.web;

import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.reactive.result.method.RequestMappingInfo;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.server.ServerWebExchange;

/**
 * A path that a route spells out, written as it is there, is of that route alone, with every method: {@code PATCH /user/list} is 405 with what can be
 * done to the list (RFC 9110, section 15.5.6), and not a change of a user with the id "list".
 */
class SpelledOutPaths extends RequestMappingHandlerMapping {

    private Set<String> spelledOut = Set.of();

    @Override
    public void afterPropertiesSet() {
        super.afterPropertiesSet();
        spelledOut = getHandlerMethods().keySet().stream()
                .flatMap(route -> getDirectPaths(route).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    protected @Nullable RequestMappingInfo getMatchingMapping(RequestMappingInfo route, ServerWebExchange exchange) {
        return isOfAnother(route, exchange) ? null : super.getMatchingMapping(route, exchange);
    }

    @Override
    protected @Nullable HandlerMethod handleNoMatch(Set<RequestMappingInfo> routes, ServerWebExchange exchange)
            throws Exception {
        Set<RequestMappingInfo> own =
                routes.stream().filter(route -> !isOfAnother(route, exchange)).collect(Collectors.toSet());
        return super.handleNoMatch(own, exchange);
    }

    private boolean isOfAnother(RequestMappingInfo route, ServerWebExchange exchange) {
        String path = exchange.getRequest().getPath().pathWithinApplication().value();
        return spelledOut.contains(path) && !getDirectPaths(route).contains(path);
    }
}
