package io.tenantry.idempotency;

import io.tenantry.kernel.ShownOnce;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.BeanPropertyWriter;
import tools.jackson.databind.ser.ValueSerializerModifier;

/** Writes null for what is {@link ShownOnce}. */
final class WithoutSecrets extends SimpleModule {

    private static final long serialVersionUID = 1L;

    WithoutSecrets() {
        super("without secrets");
        setSerializerModifier(new Blanking());
    }

    private static final class Blanking extends ValueSerializerModifier {

        private static final long serialVersionUID = 1L;

        @Override
        public List<BeanPropertyWriter> changeProperties(
                SerializationConfig config, BeanDescription.Supplier bean, List<BeanPropertyWriter> properties) {
            properties.stream()
                    .filter(property -> property.getAnnotation(ShownOnce.class) != null)
                    .forEach(property -> property.assignSerializer(new Null()));
            return properties;
        }
    }

    private static final class Null extends ValueSerializer<Object> {

        @Override
        public void serialize(Object secret, JsonGenerator json, SerializationContext context) {
            json.writeNull();
        }
    }
}
