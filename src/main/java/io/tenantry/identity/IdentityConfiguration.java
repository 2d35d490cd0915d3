package io.tenantry.identity;

import io.tenantry.tenancy.MasterCollection;
import io.tenantry.tenancy.TenancySettings;
import javax.crypto.SecretKey;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.result.method.annotation.ArgumentResolverConfigurer;

/** What identity needs before its first request. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({TokenSettings.class, BootstrapSettings.class})
class IdentityConfiguration implements WebFluxConfigurer {

    @Override
    public void configureArgumentResolvers(ArgumentResolverConfigurer configurer) {
        configurer.addCustomResolver(new CallerResolver());
    }

    @Bean
    MasterCollection logins() {
        return LoginStore.COLLECTION;
    }

    @Bean
    MasterCollection superuserAccounts() {
        return SuperuserStore.COLLECTION;
    }

    /** After the database server, which makes DATA_DIR for this user alone. */
    @Bean
    @DependsOn("databaseServer")
    SecretKey tokenKey(TokenSettings tokens, TenancySettings tenancy) {
        return SecretKeys.of(tokens, tenancy);
    }
}
