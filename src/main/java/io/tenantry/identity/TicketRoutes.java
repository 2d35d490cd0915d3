package io.tenantry.identity;

import io.tenantry.kernel.TakesTicket;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.pattern.PathPattern;

/** Where a ticket proves who asks: the routes whose methods say {@link TakesTicket}. */
@Component
class TicketRoutes implements SmartInitializingSingleton {

    private final ObjectProvider<RequestMappingHandlerMapping> mapping;
    private volatile List<PathPattern> paths = List.of();

    TicketRoutes(ObjectProvider<RequestMappingHandlerMapping> mapping) {
        this.mapping = mapping;
    }

    /** Before the first request, as {@link PublicRoutes}. */
    @Override
    public void afterSingletonsInstantiated() {
        paths = mapping.getObject().getHandlerMethods().entrySet().stream()
                .filter(route -> route.getValue().hasMethodAnnotation(TakesTicket.class))
                .flatMap(route -> route.getKey().getPatternsCondition().getPatterns().stream())
                .toList();
    }

    boolean takenBy(ServerHttpRequest request) {
        PathContainer path = request.getPath().pathWithinApplication();
        for (PathPattern taking : paths) {
            if (taking.matches(path)) {
                return true;
            }
        }
        return false;
    }
}
