package io.tenantry.isolation;

import io.tenantry.kernel.Anonymous;
import io.tenantry.kernel.ExpectedVersion;
import io.tenantry.kernel.Idempotent;
import io.tenantry.kernel.PageRequest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.reactive.result.method.RequestMappingInfo;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;

/** What a controller serves, as its code says. */
record Route(String label, HandlerMethod method) {

    /** What an argument of that type is read from. */
    private static final Map<Class<?>, List<String>> READ_FROM = Map.of(
            PageRequest.class, List.of("query limit", "query cursor"),
            ExpectedVersion.class, List.of("header If-Match"));

    static List<Route> all(RequestMappingHandlerMapping mapping) {
        return mapping.getHandlerMethods().entrySet().stream()
                .filter(handler -> handler.getValue().getBeanType().getName().startsWith("io.tenantry."))
                .flatMap(handler -> labels(handler.getKey()).map(label -> new Route(label, handler.getValue())))
                .toList();
    }

    private static Stream<String> labels(RequestMappingInfo mapped) {
        return mapped.getPatternsCondition().getPatterns().stream()
                .flatMap(pattern -> methods(mapped).map(method -> method + " " + pattern.getPatternString()));
    }

    private static Stream<String> methods(RequestMappingInfo mapped) {
        Set<RequestMethod> methods = mapped.getMethodsCondition().getMethods();
        return methods.isEmpty() ? Stream.of("ANY") : methods.stream().map(RequestMethod::name);
    }

    /** What anybody may read. */
    boolean isPage() {
        return label.startsWith("GET ") && isAnonymous();
    }

    private boolean isAnonymous() {
        return method.hasMethodAnnotation(Anonymous.class)
                || AnnotatedElementUtils.hasAnnotation(method.getBeanType(), Anonymous.class);
    }

    /** Each as "in name", such as "query limit". */
    Set<String> parameters() {
        Stream<String> arguments = Stream.of(method.getMethodParameters()).flatMap(Route::readFrom);
        Stream<String> key =
                method.hasMethodAnnotation(Idempotent.class) ? Stream.of("header Idempotency-Key") : Stream.of();
        return Stream.concat(arguments, key).collect(Collectors.toSet());
    }

    private static Stream<String> readFrom(MethodParameter argument) {
        PathVariable path = argument.getParameterAnnotation(PathVariable.class);
        RequestParam query = argument.getParameterAnnotation(RequestParam.class);
        RequestHeader header = argument.getParameterAnnotation(RequestHeader.class);
        if (path != null) {
            return Stream.of("path " + name(path.name(), argument));
        }
        if (query != null) {
            return Stream.of("query " + name(query.name(), argument));
        }
        return header != null
                ? Stream.of("header " + name(header.name(), argument))
                : READ_FROM.getOrDefault(argument.getParameterType(), List.of()).stream();
    }

    private static String name(String given, MethodParameter argument) {
        return given.isEmpty() ? argument.getParameter().getName() : given;
    }
}
