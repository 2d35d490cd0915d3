package io.tenantry.isolation;

import io.tenantry.Api;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;

/** The operations as the running service describes them itself, so that none can be forgotten. */
@SuppressWarnings("unchecked") // JSON, whose form the OpenAPI specification fixes
final class ApiDescription {

    private final Map<String, Object> document;

    private ApiDescription(Map<String, Object> document) {
        this.document = document;
    }

    static List<Operation> operations(Api api) {
        return new ApiDescription(
                        Api.body(api.get("/openapi.json", null).expectStatus().isOk()))
                .operations();
    }

    private List<Operation> operations() {
        return object(document, "paths").entrySet().stream()
                .flatMap(path -> ((Map<String, Object>) path.getValue())
                        .entrySet().stream()
                                .map(operation -> operation(
                                        path.getKey(), operation.getKey(), (Map<String, Object>) operation.getValue())))
                .toList();
    }

    private Operation operation(String path, String method, Map<String, Object> described) {
        return new Operation(
                HttpMethod.valueOf(method.toUpperCase(Locale.ROOT)),
                path,
                objects(described, "parameters").map(ApiDescription::parameter).toList(),
                body(described),
                objects(described, "security")
                        .map(way -> String.join("+", way.keySet()))
                        .toList());
    }

    private static Operation.Parameter parameter(Map<String, Object> described) {
        return new Operation.Parameter(
                String.valueOf(described.get("in")),
                String.valueOf(described.get("name")),
                Boolean.TRUE.equals(described.get("required")));
    }

    private Operation.@Nullable Body body(Map<String, Object> operation) {
        return object(object(operation, "requestBody"), "content").entrySet().stream()
                .findFirst()
                .map(content -> new Operation.Body(
                        content.getKey(), resolved(object((Map<String, Object>) content.getValue(), "schema"))))
                .orElse(null);
    }

    /** The schema, with those of its fields in place of references. */
    private Map<String, Object> resolved(Map<String, Object> schema) {
        Object reference = schema.get("$ref");
        if (reference != null) {
            String name = String.valueOf(reference).replace("#/components/schemas/", "");
            return resolved(object(object(object(document, "components"), "schemas"), name));
        }
        Map<String, Object> copy = new LinkedHashMap<>(schema);
        copy.computeIfPresent("properties", (key, properties) -> resolvedEach((Map<String, Object>) properties));
        copy.computeIfPresent("items", (key, items) -> resolved((Map<String, Object>) items));
        return copy;
    }

    private Map<String, Object> resolvedEach(Map<String, Object> properties) {
        Map<String, Object> resolved = new LinkedHashMap<>();
        properties.forEach((name, schema) -> resolved.put(name, resolved((Map<String, Object>) schema)));
        return resolved;
    }

    private static Map<String, Object> object(Map<String, Object> parent, String member) {
        return Objects.requireNonNullElse((Map<String, Object>) parent.get(member), Map.of());
    }

    private static Stream<Map<String, Object>> objects(Map<String, Object> parent, String member) {
        return Objects.requireNonNullElse(
                (List<Map<String, Object>>) parent.get(member), List.<Map<String, Object>>of())
                .stream();
    }
}
