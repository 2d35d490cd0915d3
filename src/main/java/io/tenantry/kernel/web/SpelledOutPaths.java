package io.tenantry.kernel.web;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.reactive.result.method.RequestMappingInfo;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.server.ServerWebExchange;

/**
 * A path that a route spells out, written as it is there, is of that route alone, with every method: {@code PATCH /user/list}
 * is 405 with what can be done to the list (RFC 9110, section 15.5.6), and not a change of a user with the id "list".
 */
class SpelledOutPaths extends RequestMappingHandlerMapping {

    /** The routes by such a path, several when their methods differ. */
    private Map<String, Set<RequestMappingInfo>> spelledOut = Map.of();

    @Override
    public void afterPropertiesSet() {
        super.afterPropertiesSet();
        spelledOut = getHandlerMethods().keySet().stream()
                .flatMap(route -> getDirectPaths(route).stream().map(path -> Map.entry(path, route)))
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toUnmodifiableSet())));
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
        Set<RequestMappingInfo> owners = spelledOut.get(path);
        return owners != null && !owners.contains(route);
    }
}
