package io.tenantry.isolation;

import io.tenantry.Api;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A body that the service accepts, made of the examples in its description. */
@SuppressWarnings("unchecked") // JSON, whose form JSON Schema fixes
final class ExampleBody {

    private ExampleBody() {}

    /** What must be there, or everything when nothing must; each address and each organization's name is a new one. */
    static Map<String, Object> of(Operation.Body body) {
        Map<String, Object> example = new LinkedHashMap<>();
        fields(body).forEach((name, schema) -> example.put(name, Objects.requireNonNull(value(name, schema), name)));
        return example;
    }

    /** The fields that have no example and need one. */
    static String missing(Operation.Body body) {
        return fields(body).entrySet().stream()
                .filter(field -> value(field.getKey(), field.getValue()) == null)
                .map(Map.Entry::getKey)
                .collect(Collectors.joining(", "));
    }

    private static Map<String, Map<String, Object>> fields(Operation.Body body) {
        Map<String, Map<String, Object>> all = Objects.requireNonNullElse(
                (Map<String, Map<String, Object>>) body.schema().get("properties"), Map.of());
        List<String> required = (List<String>) body.schema().get("required");
        return required == null
                ? all
                : required.stream()
                        .collect(Collectors.toMap(name -> name, name -> Objects.requireNonNull(all.get(name), name)));
    }

    private static @Nullable Object value(String name, Map<String, Object> schema) {
        if ("email".equals(schema.get("format"))) {
            return Api.uniqueEmail();
        }
        if (name.equals("organization_name")) {
            return Api.uniqueName("Example");
        }
        if (schema.get("items") instanceof Map<?, ?> items) {
            Object item = value(name, (Map<String, Object>) items);
            return item == null ? null : List.of(item);
        }
        return schema.get("enum") instanceof List<?> constants && !schema.containsKey("example")
                ? constants.get(0)
                : schema.get("example");
    }
}
