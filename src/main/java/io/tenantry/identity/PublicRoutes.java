package io.tenantry.identity;

import io.tenantry.kernel.Anonymous;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.reactive.result.method.RequestMappingInfo;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import reactor.core.publisher.Mono;

/**
 * What needs no credentials: the routes whose methods say {@link Anonymous}, the API description, and every
 * {@code OPTIONS}. All others are closed, so that one which says nothing is not open by mistake.
 */
@Component
class PublicRoutes implements ServerWebExchangeMatcher {

    private final SingletonSupplier<List<Route>> open;

    PublicRoutes(ObjectProvider<RequestMappingHandlerMapping> routes) {
        this.open = SingletonSupplier.of(() -> openOf(routes.getObject().getHandlerMethods()));
    }

    @Override
    public Mono<MatchResult> matches(ServerWebExchange exchange) {
        ServerHttpRequest request = exchange.getRequest();
        return request.getMethod().equals(HttpMethod.OPTIONS) || isOpen(request)
                ? MatchResult.match()
                : MatchResult.notMatch();
    }

    private boolean isOpen(ServerHttpRequest request) {
        return find(request).isPresent();
    }

    /** Whether credentials change nothing: a token that has expired must not keep anybody from signing in again. */
    boolean ignoresCredentials(ServerHttpRequest request) {
        return find(request).filter(route -> !route.credentialsMatter()).isPresent();
    }

    private Optional<Route> find(ServerHttpRequest request) {
        PathContainer path = request.getPath().pathWithinApplication();
        return open.obtain().stream()
                .filter(route -> route.matches(request.getMethod(), path))
                .findFirst();
    }

    private static List<Route> openOf(Map<RequestMappingInfo, HandlerMethod> all) {
        Stream<Route> annotated = all.entrySet().stream()
                .flatMap(route -> Stream.ofNullable(anonymous(route.getValue()))
                        .flatMap(anonymous -> routes(route.getKey(), anonymous.credentialsMatter())));
        return Stream.concat(annotated, Stream.of(Route.DESCRIPTION)).toList();
    }

    private static @Nullable Anonymous anonymous(HandlerMethod method) {
        Anonymous own = method.getMethodAnnotation(Anonymous.class);
        return own != null ? own : AnnotatedElementUtils.findMergedAnnotation(method.getBeanType(), Anonymous.class);
    }

    private static Stream<Route> routes(RequestMappingInfo info, boolean credentialsMatter) {
        Set<HttpMethod> methods = info.getMethodsCondition().getMethods().stream()
                .map(RequestMethod::asHttpMethod)
                .collect(Collectors.toSet());
        return info.getPatternsCondition().getPatterns().stream()
                .map(pattern -> new Route(pattern, methods, credentialsMatter));
    }

    /** A path with its methods. */
    private record Route(PathPattern pattern, Set<HttpMethod> methods, boolean credentialsMatter) {

        /** Served by a library, which cannot be annotated. */
        static final Route DESCRIPTION =
                new Route(PathPatternParser.defaultInstance.parse("/openapi.json"), Set.of(HttpMethod.GET), false);

        boolean matches(HttpMethod method, PathContainer path) {
            return methods.contains(method.equals(HttpMethod.HEAD) ? HttpMethod.GET : method) && pattern.matches(path);
        }
    }
}
