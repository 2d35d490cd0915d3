package io.tenantry.home.openapi;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.core.util.ObjectMapperFactory;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.security.OAuthFlow;
import io.swagger.v3.oas.models.security.OAuthFlows;
import io.swagger.v3.oas.models.security.Scopes;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import io.tenantry.kernel.Actor;
import io.tenantry.kernel.Caller;
import io.tenantry.kernel.EmailAddress;
import io.tenantry.kernel.ExpectedVersion;
import io.tenantry.kernel.HttpSettings;
import io.tenantry.kernel.OrganizationId;
import io.tenantry.kernel.PageRequest;
import io.tenantry.kernel.Secret;
import io.tenantry.kernel.Superuser;
import io.tenantry.kernel.UserId;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;

/** What the description says beside the operations, and how Java types are described. */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

    static final String BEARER = "bearer";
    static final String PASSWORD = "password";
    static final String API_KEY = "api_key";

    private static final String DESCRIPTION = """
            Every organization's data lives in a database of its own.

            Fields are `snake_case`, times RFC 3339 in UTC, ids 24 hexadecimal digits. Unknown fields are refused, and so is a \
            query parameter that is there twice. Bodies are `application/json` in UTF-8, and so are answers where nothing else is \
            said. Errors are `application/problem+json` (RFC 9457) with a stable `code`. Every answer carries `X-Correlation-ID`; \
            an incoming one is kept. HEAD works wherever GET does, and a trailing slash is ignored.""";

    static {
        SpringDocUtils.getConfig()
                .replaceWithSchema(EmailAddress.class, Schemas.email())
                .replaceWithSchema(Secret.class, Schemas.secret())
                .replaceWithSchema(OrganizationId.class, Schemas.id())
                .replaceWithSchema(UserId.class, Schemas.id())
                .replaceWithSchema(ObjectId.class, Schemas.id())
                .replaceWithSchema(Instant.class, Schemas.time())
                .replaceWithSchema(ZoneId.class, Schemas.timeZone())
                .addRequestWrapperToIgnore(
                        PageRequest.class, Caller.class, Actor.class, Superuser.class, ExpectedVersion.class);
    }

    @Bean
    OpenAPI openApi(HttpSettings settings, ObjectProvider<BuildProperties> build) {
        return new OpenAPI()
                .info(new Info()
                        .title(settings.appName())
                        .description(DESCRIPTION)
                        .version(build.stream()
                                .map(BuildProperties::getVersion)
                                .findFirst()
                                .orElse("development"))
                        .license(new License().name("MIT").identifier("MIT")))
                .servers(List.of(new Server().url("/").description("This service")))
                .components(new Components()
                        .addSchemas(Schemas.PROBLEM, Schemas.problem())
                        .addSecuritySchemes(BEARER, bearer())
                        .addSecuritySchemes(PASSWORD, password())
                        .addSecuritySchemes(API_KEY, apiKey()));
    }

    /** What springdoc serves beside the description is the same in YAML, at an address that nothing tells of. */
    @Bean
    SmartInitializingSingleton noYaml(RequestMappingHandlerMapping routes) {
        return () -> routes.getHandlerMethods().keySet().stream()
                .filter(route -> route.getDirectPaths().contains("/openapi.json.yaml"))
                .forEach(routes::unregisterMapping);
    }

    @Bean
    ModelConverter snakeCaseModels() {
        return new SnakeCaseModels();
    }

    private static SecurityScheme bearer() {
        return new SecurityScheme()
                .type(SecurityScheme.Type.HTTP)
                .scheme("bearer")
                .bearerFormat("JWT")
                .description(
                        "The access_token of a login. Authorization and X-API-Key are sent once and not together: 401 otherwise.");
    }

    private static SecurityScheme password() {
        return new SecurityScheme()
                .type(SecurityScheme.Type.OAUTH2)
                .description("Signs in with e-mail address and password.")
                .flows(new OAuthFlows()
                        .password(new OAuthFlow().tokenUrl("/login").scopes(new Scopes())));
    }

    private static SecurityScheme apiKey() {
        return new SecurityScheme()
                .type(SecurityScheme.Type.APIKEY)
                .in(SecurityScheme.In.HEADER)
                .name("X-API-Key")
                .description("A program's key, which may what its role grants.");
    }

    /** Describes fields and constants as they are in JSON. */
    private static final class SnakeCaseModels extends ModelResolver {

        SnakeCaseModels() {
            super(ObjectMapperFactory.createJson31().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE));
            openapi31(true);
        }

        @Override
        @SuppressWarnings({"rawtypes", "unchecked"}) // as swagger-core declares them
        public @Nullable Schema resolve(
                AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> next) {
            Schema schema = super.resolve(type, context, next);
            if (schema != null && schema.getEnum() != null) {
                schema.setEnum(schema.getEnum().stream()
                        .map(constant -> String.valueOf(constant).toLowerCase(Locale.ROOT))
                        .toList());
            }
            return schema;
        }
    }
}
