package io.tenantry.kernel.json;

import io.tenantry.kernel.EmailAddress;
import io.tenantry.kernel.Ids;
import io.tenantry.kernel.OrganizationId;
import io.tenantry.kernel.Secret;
import io.tenantry.kernel.Text;
import io.tenantry.kernel.TimeZones;
import io.tenantry.kernel.Timestamps;
import io.tenantry.kernel.UserId;
import java.time.Instant;
import java.time.ZoneId;
import java.util.function.Function;
import org.bson.types.ObjectId;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.ToStringSerializer;

/** The one JSON mapper of the service: what it does not understand completely, it refuses. */
@Configuration(proxyBeanMethods = false)
class JsonConfiguration {

    /** Reads the tables of domain names from their file now, and not on an event loop at the first request. */
    JsonConfiguration() {
        EmailAddress.of("ada@bücher.example");
    }

    @Bean
    JsonMapperBuilderCustomizer strictJson() {
        return JsonConfiguration::strict;
    }

    @Bean
    JacksonModule values() {
        SimpleModule module = new SimpleModule("values");
        read(module, String.class, Text::clean);
        read(module, Secret.class, Secret::new);
        readAndWrite(module, EmailAddress.class, EmailAddress::of);
        readAndWrite(module, OrganizationId.class, OrganizationId::of);
        readAndWrite(module, UserId.class, UserId::of);
        readAndWrite(module, ObjectId.class, Ids::parse);
        readAndWrite(module, ZoneId.class, TimeZones::parse);
        read(module, Instant.class, Timestamps::parse);
        module.addSerializer(Secret.class, ToStringSerializer.instance);
        module.addSerializer(Instant.class, new InstantWriter());
        return module;
    }

    private static void strict(JsonMapper.Builder json) {
        json.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(
                        DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                        DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
                .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE, EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .disable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                .withCoercionConfigDefaults(
                        coercion -> coercion.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail));
    }

    private static <T> void read(SimpleModule module, Class<T> type, Function<String, T> factory) {
        module.addDeserializer(type, new StringReader<>(type, factory));
    }

    private static <T> void readAndWrite(SimpleModule module, Class<T> type, Function<String, T> factory) {
        read(module, type, factory);
        module.addSerializer(type, ToStringSerializer.instance);
    }
}
