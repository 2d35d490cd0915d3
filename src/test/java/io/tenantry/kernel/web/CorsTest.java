package io.tenantry.kernel.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenantry.kernel.HttpSettings;
import io.tenantry.kernel.SettingException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

/** Contract, "CORS". */
class CorsTest {

    @Test
    void everybodyWithCredentialsFailsTheStart() {
        assertThatThrownBy(() -> Cors.rules(settings(true, "*")))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("CORS_ORIGINS")
                .hasMessageContaining("CORS_ALLOW_CREDENTIALS");
        assertThat(Cors.rules(settings(false, "*")).getAllowedOrigins()).containsExactly("*");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"acme.com", "https://acme.com/", "https://acme.com/app", "https://*", "https://a b", "null"})
    void whatIsNoOriginFailsTheStart(String origin) {
        assertThatThrownBy(() -> Cors.rules(settings(false, origin)))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining(origin);
    }

    private static HttpSettings settings(boolean credentials, String... origins) {
        return new HttpSettings("Tenantry", 8000, List.of(origins), credentials, List.of(), Duration.ofSeconds(60));
    }

    private static ResponseSpec preflight(WebTestClient client, String origin) {
        return client.options()
                .uri("/forms")
                .header("Origin", origin)
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "authorization, content-type")
                .exchange();
    }

    @Nested
    @HttpTest
    class ByDefault {

        @Test
        void corsIsOff(@Autowired WebTestClient client) {
            preflight(client, "https://app.acme.com").expectHeader().doesNotExist("Access-Control-Allow-Origin");
            client.get()
                    .uri("/plain")
                    .header("Origin", "https://app.acme.com")
                    .exchange()
                    .expectStatus()
                    .isOk()
                    .expectHeader()
                    .doesNotExist("Access-Control-Allow-Origin");
        }
    }

    @Nested
    @HttpTest
    @TestPropertySource(
            properties = {"CORS_ORIGINS=https://app.acme.com, http://localhost:3000", "CORS_ALLOW_CREDENTIALS=true"})
    class WithOrigins {

        @Autowired
        private WebTestClient client;

        @Test
        void aListedOriginMayCall() {
            preflight(client, "https://app.acme.com")
                    .expectStatus()
                    .isOk()
                    .expectHeader()
                    .valueEquals("Access-Control-Allow-Origin", "https://app.acme.com")
                    .expectHeader()
                    .valueEquals("Access-Control-Allow-Credentials", "true")
                    .expectHeader()
                    .valueEquals("Access-Control-Allow-Headers", "authorization, content-type");
        }

        @Test
        void itsPagesMayReadOurHeadersAlsoOfErrors() {
            client.get()
                    .uri("/fails/taken")
                    .header("Origin", "http://localhost:3000")
                    .exchange()
                    .expectStatus()
                    .isEqualTo(409)
                    .expectHeader()
                    .valueEquals(
                            "Access-Control-Expose-Headers",
                            "ETag, Location, Retry-After, RateLimit, RateLimit-Policy, X-Correlation-ID");
        }

        @Test
        void anotherOriginIsRefusedWithAProblem() {
            preflight(client, "https://evil.com").expectStatus().isForbidden();
            client.get()
                    .uri("/plain")
                    .header("Origin", "https://evil.com")
                    .exchange()
                    .expectStatus()
                    .isForbidden()
                    .expectHeader()
                    .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                    .expectHeader()
                    .exists("X-Correlation-ID");
        }

        /** Behind a proxy that is not known they come by https, and the service believes that it is asked by http. */
        @Test
        void itsOwnPagesAreToldAboutProxies() {
            assertThat(refusal("https://api.acme.com", "api.acme.com")).contains("TRUSTED_PROXIES");
            assertThat(refusal("https://evil.com", "api.acme.com")).doesNotContain("TRUSTED_PROXIES");
        }

        private String refusal(String origin, String host) {
            String problem = client.get()
                    .uri("/plain")
                    .header("Origin", origin)
                    .header("Host", host)
                    .exchange()
                    .expectStatus()
                    .isForbidden()
                    .expectBody(String.class)
                    .returnResult()
                    .getResponseBody();
            return String.valueOf(problem);
        }
    }
}
