package io.tenantry.identity;

import io.tenantry.kernel.Anonymous;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.reactive.result.method.RequestMappingInfo;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * What needs no credentials: the routes whose methods say {@link Anonymous}, the API description, and every
 * {@code OPTIONS}. All others are closed, so that one which says nothing is not open by mistake.
 */
@Component
class PublicRoutes implements SmartInitializingSingleton {

    private final ObjectProvider<RequestMappingHandlerMapping> mapping;
    private volatile Routes open = Routes.of(List.of());

    PublicRoutes(ObjectProvider<RequestMappingHandlerMapping> mapping) {
        this.mapping = mapping;
    }

    /** Before the first request: found by whichever comes first, the others would wait for it on their event loops. */
    @Override
    public void afterSingletonsInstantiated() {
        open = Routes.of(openOf(mapping.getObject().getHandlerMethods()));
    }

    boolean isOpen(ServerHttpRequest request) {
        return request.getMethod().equals(HttpMethod.OPTIONS) || find(request) != null;
    }

    /** Whether credentials change nothing: a token that has expired must not keep anybody from signing in again. */
    boolean ignoresCredentials(ServerHttpRequest request) {
        Route route = find(request);
        return request.getMethod().equals(HttpMethod.OPTIONS) || (route != null && !route.credentialsMatter());
    }

    private @Nullable Route find(ServerHttpRequest request) {
        return open.find(request.getMethod(), request.getPath().pathWithinApplication());
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

    /** Those without variables are found at once: every request is looked for here, twice when it brings credentials. */
    private record Routes(List<Route> all, Map<String, List<Route>> fixed, List<Route> variable) {

        static Routes of(List<Route> all) {
            return new Routes(
                    all,
                    all.stream().filter(Route::isFixed).collect(Collectors.groupingBy(Route::path)),
                    all.stream().filter(route -> !route.isFixed()).toList());
        }

        @Nullable
        Route find(HttpMethod method, PathContainer path) {
            if (path.value().indexOf('%') >= 0) {
                return first(all, method, path);
            }
            Route found = first(fixed.getOrDefault(path.value(), List.of()), method, path);
            return found != null ? found : first(variable, method, path);
        }

        private static @Nullable Route first(List<Route> routes, HttpMethod method, PathContainer path) {
            for (Route route : routes) {
                if (route.matches(method, path)) {
                    return route;
                }
            }
            return null;
        }
    }

    /** A path with its methods. */
    private record Route(PathPattern pattern, Set<HttpMethod> methods, boolean credentialsMatter) {

        /** Served by a library, which cannot be annotated. */
        static final Route DESCRIPTION =
                new Route(PathPatternParser.defaultInstance.parse("/openapi.json"), Set.of(HttpMethod.GET), false);

        boolean isFixed() {
            return !pattern.hasPatternSyntax();
        }

        String path() {
            return pattern.getPatternString();
        }

        boolean matches(HttpMethod method, PathContainer path) {
            return methods.contains(method.equals(HttpMethod.HEAD) ? HttpMethod.GET : method) && pattern.matches(path);
        }
    }
}
