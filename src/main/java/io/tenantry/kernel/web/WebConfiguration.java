package io.tenantry.kernel.web;

import io.tenantry.kernel.HttpSettings;
import io.tenantry.kernel.RequestInterceptor;
import io.tenantry.kernel.Timestamps;
import java.time.Instant;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.webflux.autoconfigure.WebFluxRegistrations;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.format.FormatterRegistry;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.web.filter.reactive.UrlHandlerFilter;
import org.springframework.web.reactive.accept.RequestedContentTypeResolverBuilder;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.result.method.annotation.ArgumentResolverConfigurer;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerAdapter;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.server.adapter.ForwardedHeaderTransformer;
import tools.jackson.databind.json.JsonMapper;

/** How parameters and bodies are read, which addresses are the same, and whose word about a client counts. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(HttpSettings.class)
class WebConfiguration implements WebFluxConfigurer {

    private final JsonMapper json;

    WebConfiguration(JsonMapper json) {
        this.json = json;
    }

    /** Times and constants in a query are written as in a body. Other value types are found by their {@code of(String)}. */
    @Override
    public void addFormatters(FormatterRegistry registry) {
        registry.addConverter(String.class, Instant.class, Timestamps::parse);
        registry.addConverterFactory(new ConstantReader());
    }

    @Override
    public void configureHttpMessageCodecs(ServerCodecConfigurer configurer) {
        configurer.defaultCodecs().jacksonJsonDecoder(new StrictJsonDecoder(json));
    }

    @Override
    public void configureContentTypeResolver(RequestedContentTypeResolverBuilder builder) {
        builder.resolver(new AcceptedTypes());
    }

    @Override
    public void configureArgumentResolvers(ArgumentResolverConfigurer configurer) {
        configurer.addCustomResolver(new PageRequestResolver(), new ExpectedVersionResolver());
    }

    @Bean
    WebFluxRegistrations routes(ObjectProvider<RequestInterceptor> interceptors) {
        return new WebFluxRegistrations() {
            @Override
            public RequestMappingHandlerMapping getRequestMappingHandlerMapping() {
                return new SpelledOutPaths();
            }

            @Override
            public RequestMappingHandlerAdapter getRequestMappingHandlerAdapter() {
                return new InterceptedHandlerAdapter(interceptors);
            }
        };
    }

    /** Found by Spring under this name. */
    @Bean
    ForwardedHeaderTransformer forwardedHeaderTransformer(HttpSettings settings) {
        return new TrustedForwardedHeaders(TrustedProxies.of(settings.trustedProxies()));
    }

    @Bean
    @Order(FilterOrder.TRAILING_SLASH)
    UrlHandlerFilter trailingSlashIsIgnored() {
        return UrlHandlerFilter.trailingSlashHandler("/**").mutateRequest().build();
    }
}
