package io.tenantry.isolation;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;

/**
 * One operation of the API description.
 *
 * @param path with its parameters, such as {@code /user/{id}}
 * @param parameters all that it takes besides its body
 * @param body what it takes; null when it takes none
 * @param security the names of the ways to authenticate, of which each alone is enough; "" when none is needed
 */
record Operation(
        HttpMethod method,
        String path,
        List<Parameter> parameters,
        @Nullable Body body,
        List<String> security) {

    private static final Pattern PARAMETER = Pattern.compile("\\{[^}]+}");

    /** @param in "path", "query" or "header" */
    record Parameter(String in, String name, boolean required) {}

    /** @param schema its JSON Schema, references resolved */
    record Body(String mediaType, Map<String, Object> schema) {}

    /** Such as {@code PATCH /user/{id}}. */
    String label() {
        return method + " " + path;
    }

    /** The names of the parameters of the query without which it is refused. */
    List<String> query() {
        return parameters.stream()
                .filter(parameter -> parameter.in().equals("query") && parameter.required())
                .map(Parameter::name)
                .toList();
    }

    /** Whether it only reads (RFC 9110, section 9.2.1). */
    boolean isSafe() {
        return method.equals(HttpMethod.GET);
    }

    /** For each parameter of the path, what comes before it, and it. */
    List<String> prefixes() {
        return PARAMETER
                .matcher(path)
                .results()
                .map(parameter -> path.substring(0, parameter.end()))
                .toList();
    }

    /** Whether its path names something. */
    boolean namesSomething() {
        return !prefixes().isEmpty();
    }

    @Override
    public String toString() {
        return label();
    }
}
