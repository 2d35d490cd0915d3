package io.tenantry.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantry.Api;
import io.tenantry.TenantryTest;
import io.tenantry.kernel.ErrorCode;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Contract: {@code GET /actuator/prometheus} on {@code MANAGEMENT_PORT}. */
@TenantryTest
@TestPropertySource(properties = "tenantry.metrics.port=0")
class MetricsServerTests {

    private final MetricsServer server;
    private final Api api;

    MetricsServerTests(MetricsServer server, Api api) {
        this.server = server;
        this.api = api;
    }

    @Test
    void itTellsOfTheProcessAndOfWhatNothingExplains() {
        assertThat(scraped().lines())
                .anyMatch(line -> line.startsWith("tenantry_orphans{kind=\"database_without_claim\"} "))
                .anyMatch(line -> line.startsWith("tenantry_orphans{kind=\"claim_without_organization\"} "))
                .anyMatch(line -> line.startsWith("jvm_memory_used_bytes{"))
                .anyMatch(line -> line.startsWith("process_uptime_seconds "));
    }

    @Test
    void itIsThereAgainAfterAStop() {
        server.stop();
        assertThat(server.isRunning()).isFalse();

        server.start();

        assertThat(scraped()).isNotEmpty();
    }

    @Test
    void thePublicPortHasNone() {
        Api.refused(api.get("/actuator/prometheus", null), ErrorCode.NOT_FOUND);
    }

    private String scraped() {
        return Objects.requireNonNull(WebTestClient.bindToServer()
                .responseTimeout(Duration.ofSeconds(30))
                .baseUrl("http://127.0.0.1:" + server.port())
                .build()
                .get()
                .uri("/actuator/prometheus")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());
    }
}
