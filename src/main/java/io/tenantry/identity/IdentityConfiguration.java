package io.tenantry.identity;

import io.tenantry.kernel.DerivedKeys;
import io.tenantry.kernel.Rounds;
import io.tenantry.tenancy.MasterCollection;
import io.tenantry.tenancy.TenancySettings;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.result.method.annotation.ArgumentResolverConfigurer;
import reactor.core.publisher.Mono;

/** What identity needs before its first request. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({TokenSettings.class, BootstrapSettings.class, EntrySettings.class})
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
    MasterCollection refreshTokenFamilies() {
        return SessionStore.COLLECTION;
    }

    @Bean
    MasterCollection passwordResetTokens() {
        return PasswordResetStore.COLLECTION;
    }

    @Bean
    MasterCollection connectionTickets() {
        return TicketStore.COLLECTION;
    }

    @Bean
    Rounds removalsOfExpiredTokens(SessionStore sessions, PasswordResetStore resets, TicketStore tickets, Clock clock) {
        return Rounds.ofRemoval(
                "expired tokens",
                () -> Mono.defer(() -> sessions.endExpired(clock.instant()))
                        .then(Mono.defer(() -> resets.removeExpired(clock.instant())))
                        .then(Mono.defer(() -> tickets.removeExpired(clock.instant()))));
    }

    @Bean
    MasterCollection apiKeyUseTimes() {
        return ApiKeyUses.COLLECTION;
    }

    @Bean
    MasterCollection superuserAccounts() {
        return SuperuserStore.COLLECTION;
    }

    /** After the database server, which makes DATA_DIR for this user alone. */
    @Bean
    @DependsOn("databaseServer")
    SecretKeys secretKeys(TokenSettings tokens, TenancySettings tenancy) {
        return SecretKeys.of(tokens, tenancy);
    }

    /** For every other purpose. */
    @Bean
    TokenKeys tokenKeys(TokenSettings tokens, SecretKeys secrets) {
        return TokenKeys.of(tokens, secrets);
    }

    @Bean
    DerivedKeys derivedKeys(SecretKeys secrets) {
        return secrets.derived();
    }
}
