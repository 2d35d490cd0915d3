package io.tenantry.kernel;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;

/**
 * Reads a field that may be left out and may not be null: what can be changed and cannot be removed. Jackson's own {@code
 * Nulls.FAIL} takes a field that is left out for null when it makes a record.
 */
public final class NeverNull extends ValueDeserializer<Object> {

    private final @Nullable ValueDeserializer<?> reader;

    /** For {@code JsonDeserialize}; the type is the field's. */
    public NeverNull() {
        this(null);
    }

    private NeverNull(@Nullable ValueDeserializer<?> reader) {
        this.reader = reader;
    }

    @Override
    public ValueDeserializer<?> createContextual(DeserializationContext context, BeanProperty field) {
        return new NeverNull(context.findContextualValueDeserializer(field.getType(), field));
    }

    @Override
    public Object deserialize(JsonParser parser, DeserializationContext context) {
        return Objects.requireNonNull(reader).deserialize(parser, context);
    }

    /** @throws InvalidValueException always */
    @Override
    public Object getNullValue(DeserializationContext context) {
        throw new InvalidValueException("must not be null");
    }

    @Override
    public @Nullable Object getAbsentValue(DeserializationContext context) {
        return null;
    }
}
