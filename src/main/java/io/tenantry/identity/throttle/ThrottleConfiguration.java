package io.tenantry.identity.throttle;

import io.tenantry.tenancy.MasterCollection;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.filter.reactive.ServerWebExchangeContextFilter;

/** Where failures are kept, and how their counting learns of the request. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({SignInSettings.class, InvitationSettings.class, ResetSettings.class})
class ThrottleConfiguration {

    @Bean
    MasterCollection loginFailures() {
        return FailureStore.COLLECTION;
    }

    @Bean
    ServerWebExchangeContextFilter requestInContext() {
        return new ServerWebExchangeContextFilter();
    }
}
