package io.tenantry.kernel.web;

import io.tenantry.kernel.Timestamps;
import java.time.Instant;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.format.FormatterRegistry;
import org.springframework.web.filter.reactive.UrlHandlerFilter;
import org.springframework.web.reactive.config.WebFluxConfigurer;

/** How query parameters are read, and which addresses are the same. */
@Configuration(proxyBeanMethods = false)
class WebConfiguration implements WebFluxConfigurer {

    /** Times in a query are written as in a body. Other value types are found by their {@code of(String)}. */
    @Override
    public void addFormatters(FormatterRegistry registry) {
        registry.addConverter(String.class, Instant.class, Timestamps::parse);
    }

    @Bean
    @Order(FilterOrder.TRAILING_SLASH)
    UrlHandlerFilter trailingSlashIsIgnored() {
        return UrlHandlerFilter.trailingSlashHandler("/**").mutateRequest().build();
    }
}
