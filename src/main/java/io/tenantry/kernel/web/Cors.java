package io.tenantry.kernel.web;

import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.HttpSettings;
import io.tenantry.kernel.ProblemException;
import io.tenantry.kernel.RequestId;
import io.tenantry.kernel.SettingException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.reactive.CorsWebFilter;
import org.springframework.web.cors.reactive.DefaultCorsProcessor;
import org.springframework.web.cors.reactive.UrlBasedCorsConfigurationSource;
import org.springframework.web.server.ServerWebExchange;

/** Lets the pages of chosen origins call the service. Off, and not even in the way, while no origin is set. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnExpression("!'${tenantry.http.cors-origins:}'.isBlank()")
class Cors {

    private static final List<String> METHODS = List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");
    private static final List<String> EXPOSED =
            List.of("ETag", "Location", "Retry-After", "RateLimit", "RateLimit-Policy", RequestId.HEADER);

    private static final String UNKNOWN_PROXY =
            " If they are this service's own, and it is behind a proxy, TRUSTED_PROXIES has to name the proxy.";

    @Bean
    @Order(FilterOrder.CORS)
    CorsWebFilter corsFilter(HttpSettings settings) {
        UrlBasedCorsConfigurationSource everywhere = new UrlBasedCorsConfigurationSource();
        everywhere.registerCorsConfiguration("/**", rules(settings));
        return new CorsWebFilter(everywhere, new Refusing());
    }

    /** @throws SettingException when an origin is none, or every page of the world could act for whoever is signed in */
    static CorsConfiguration rules(HttpSettings settings) {
        if (settings.corsAllowCredentials() && settings.corsOrigins().contains(CorsConfiguration.ALL)) {
            throw new SettingException(
                    "CORS_ORIGINS", "With CORS_ALLOW_CREDENTIALS=true every origin must be named; * is not allowed.");
        }
        settings.corsOrigins().forEach(Cors::requireOrigin);
        CorsConfiguration rules = new CorsConfiguration();
        rules.setAllowedOrigins(settings.corsOrigins());
        rules.setAllowCredentials(settings.corsAllowCredentials());
        rules.setAllowedMethods(METHODS);
        rules.setAllowedHeaders(List.of(CorsConfiguration.ALL));
        rules.setExposedHeaders(EXPOSED);
        rules.setMaxAge(Duration.ofHours(1));
        return rules;
    }

    /** Scheme, host and port as a browser sends them, without a path (RFC 6454, section 6.2). */
    private static void requireOrigin(String origin) {
        if (!origin.equals(CorsConfiguration.ALL) && !isOrigin(origin)) {
            throw new SettingException(
                    "CORS_ORIGINS",
                    "'" + origin + "' is not an origin such as https://app.example.com, without a path.");
        }
    }

    private static boolean isOrigin(String text) {
        try {
            URI origin = URI.create(text);
            String port = origin.getPort() < 0 ? "" : ":" + origin.getPort();
            return text.equals(origin.getScheme() + "://" + origin.getHost() + port);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Refuses with problem details instead of an empty 403. */
    private static final class Refusing extends DefaultCorsProcessor {

        @Override
        public boolean process(@Nullable CorsConfiguration rules, ServerWebExchange exchange) {
            if (!super.process(rules, exchange)) {
                throw new ProblemException(
                        ErrorCode.FORBIDDEN,
                        "Pages of this origin may not do this here; CORS_ORIGINS lists who may."
                                + (isOwn(exchange.getRequest().getHeaders()) ? UNKNOWN_PROXY : ""));
            }
            return true;
        }

        /** From the same host by https, which is then the origin of our own pages behind a proxy that we do not know of. */
        private static boolean isOwn(HttpHeaders headers) {
            return ("https://" + headers.getFirst(HttpHeaders.HOST)).equalsIgnoreCase(headers.getOrigin());
        }
    }
}
