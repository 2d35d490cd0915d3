package io.tenantry.identity.throttle;

import io.tenantry.kernel.Rounds;
import io.tenantry.tenancy.MasterCollection;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.filter.reactive.ServerWebExchangeContextFilter;

/** Where failures are kept, and how their counting learns of the request. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({
    SignInSettings.class,
    FoundingSettings.class,
    InvitationSettings.class,
    ResetSettings.class
})
class ThrottleConfiguration {

    @Bean
    MasterCollection loginFailures() {
        return FailureStore.COLLECTION;
    }

    @Bean
    Rounds removalsOfOldFailures(FailureStore failures, Clock clock) {
        return Rounds.ofRemoval("old failures", () -> failures.forgetOld(clock.instant()));
    }

    @Bean
    ServerWebExchangeContextFilter requestInContext() {
        return new ServerWebExchangeContextFilter();
    }
}
