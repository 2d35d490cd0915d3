package io.tenantry.home.openapi;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Schema;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springframework.stereotype.Component;

/**
 * Says of answers that all their fields are there, since one without a value is written as null; those that leave some out
 * list the others themselves.
 */
@Component
class CompleteAnswers implements GlobalOpenApiCustomizer {

    private static final String COMPONENTS = "#/components/schemas/";

    @Override
    @SuppressWarnings("rawtypes") // as swagger-models declares them
    public void customise(OpenAPI api) {
        Map<String, Schema> schemas = api.getComponents().getSchemas();
        Set<String> asked = new HashSet<>();
        bodies(api).forEach(body -> collect(body, schemas, asked));
        schemas.forEach((name, schema) -> {
            if (!asked.contains(name)) {
                requireAll(schema);
            }
        });
    }

    private static void requireAll(Schema<?> answer) {
        if (answer.getProperties() != null && answer.getRequired() == null) {
            answer.setRequired(List.copyOf(answer.getProperties().keySet()));
        }
    }

    private static Stream<Schema<?>> bodies(OpenAPI api) {
        return api.getPaths().values().stream()
                .flatMap(path -> path.readOperations().stream())
                .map(Operation::getRequestBody)
                .filter(Objects::nonNull)
                .flatMap(body -> body.getContent().values().stream())
                .map(content -> (Schema<?>) content.getSchema());
    }

    /** The names of what a request consists of. */
    @SuppressWarnings("rawtypes")
    private static void collect(@Nullable Schema<?> schema, Map<String, Schema> schemas, Set<String> names) {
        if (schema == null) {
            return;
        }
        String name = schema.get$ref() == null ? null : schema.get$ref().replace(COMPONENTS, "");
        if (name != null && names.add(name)) {
            collect(schemas.get(name), schemas, names);
        }
        collect(schema.getItems(), schemas, names);
        if (schema.getProperties() != null) {
            schema.getProperties().values().forEach(field -> collect(field, schemas, names));
        }
    }
}
