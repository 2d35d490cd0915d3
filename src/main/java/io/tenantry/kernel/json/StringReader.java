package io.tenantry.kernel.json;

import io.tenantry.kernel.InvalidValueException;
import java.util.function.Function;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;

/** Reads a value from a JSON string, and from nothing else: no number, no object and no list becomes a string. */
final class StringReader<T> extends StdScalarDeserializer<T> {

    private final transient Function<String, T> factory;

    /** @param factory throws {@link InvalidValueException} for what is no such value */
    StringReader(Class<T> type, Function<String, T> factory) {
        super(type);
        this.factory = factory;
    }

    @Override
    @SuppressWarnings("unchecked")
    public T deserialize(JsonParser parser, DeserializationContext context) {
        if (!parser.hasToken(JsonToken.VALUE_STRING)) {
            return (T) context.handleUnexpectedToken(handledType(), parser);
        }
        return factory.apply(parser.getString());
    }
}
