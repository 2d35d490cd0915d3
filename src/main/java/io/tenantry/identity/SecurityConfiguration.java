package io.tenantry.identity;

import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.web.server.MatcherSecurityWebFilterChain;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatchers;

/** Access tokens and API keys, no cookies, and everything closed that is not listed as public. */
@Configuration(proxyBeanMethods = false)
@EnableWebFluxSecurity
class SecurityConfiguration {

    @Bean
    SecurityWebFilterChain securityWebFilterChain(
            CallerAuthenticator authenticator,
            PublicRoutes open,
            TicketRoutes tickets,
            Unauthenticated unauthenticated) {
        return new MatcherSecurityWebFilterChain(
                ServerWebExchangeMatchers.anyExchange(),
                List.of(new CallerFilter(authenticator, open, tickets, unauthenticated)));
    }
}
