package io.tenantry.home;

import io.tenantry.kernel.DatabaseProbe;
import io.tenantry.kernel.web.HttpTestApplication;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;
import reactor.core.publisher.Mono;

/** The pages, the health routes and the conventions' routes, with a database that always answers. */
@TestComponent
@Import(HttpTestApplication.class)
@ComponentScan(
        basePackages = {"io.tenantry.home", "io.tenantry.health"},
        excludeFilters = @ComponentScan.Filter(type = FilterType.CUSTOM, classes = TypeExcludeFilter.class))
class HomeTestApplication {

    @Bean
    DatabaseProbe probe() {
        return Mono::empty;
    }
}
