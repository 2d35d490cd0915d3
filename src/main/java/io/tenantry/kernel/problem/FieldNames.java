package io.tenantry.kernel.problem;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.PropertyNamingStrategies;

/** The names under which callers know what Java calls otherwise. */
final class FieldNames {

    private static final SnakeCase SNAKE_CASE = new SnakeCase();

    private FieldNames() {}

    /** {@code organizationName} is {@code organization_name}, {@code members[0].fullName} is {@code members[0].full_name}. */
    static String of(String javaName) {
        return SNAKE_CASE.of(javaName);
    }

    /** The name of a query parameter, header or path variable. */
    static String of(MethodParameter parameter) {
        return Stream.of(RequestParam.class, RequestHeader.class, PathVariable.class, CookieValue.class)
                .map(annotation ->
                        AnnotatedElementUtils.getMergedAnnotationAttributes(parameter.getParameter(), annotation))
                .filter(attributes -> attributes != null)
                .map(attributes -> attributes.getString("name"))
                .filter(name -> !name.isEmpty())
                .findFirst()
                .orElseGet(() -> of(orEmpty(parameter.getParameterName())));
    }

    private static String orEmpty(@Nullable String name) {
        return name == null ? "" : name;
    }

    private static final class SnakeCase extends PropertyNamingStrategies.SnakeCaseStrategy {

        private static final long serialVersionUID = 1L;

        String of(String name) {
            return translate(name);
        }
    }
}
