package io.tenantry.kernel.web;

import java.util.Locale;
import org.springframework.core.convert.converter.Converter;
import org.springframework.core.convert.converter.ConverterFactory;

/** Reads constants from a query as they are in JSON: {@code very_bad}, whatever its case. */
@SuppressWarnings("rawtypes") // as Spring's own factory: a type variable cannot be bound to any enum
final class ConstantReader implements ConverterFactory<String, Enum> {

    @Override
    @SuppressWarnings("unchecked")
    public <T extends Enum> Converter<String, T> getConverter(Class<T> type) {
        return text -> (T) Enum.valueOf(type, text.toUpperCase(Locale.ROOT));
    }
}
