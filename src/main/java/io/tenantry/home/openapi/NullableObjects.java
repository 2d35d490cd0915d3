package io.tenantry.home.openapi;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.Schema;
import java.util.Set;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springframework.stereotype.Component;

/**
 * Says of a field whose types are {@code object} and {@code null} that it is one or the other: beside a reference, which
 * describes the object, both would have to hold (JSON Schema 2020-12, section 8.2.3.1).
 */
@Component
class NullableObjects implements GlobalOpenApiCustomizer {

    @Override
    public void customise(OpenAPI api) {
        for (Schema<?> schema : api.getComponents().getSchemas().values()) {
            if (schema.getProperties() != null) {
                schema.getProperties().replaceAll((name, field) -> orNull(field));
            }
        }
    }

    private static Schema<?> orNull(Schema<?> field) {
        Set<String> types = field.getTypes();
        if (field.get$ref() == null || types == null || !types.contains("null")) {
            return field;
        }
        return Schemas.referredOrNull(field.get$ref()).description(field.getDescription());
    }
}
