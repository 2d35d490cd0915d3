package io.tenantry.health;

import io.tenantry.kernel.DatabaseProbe;
import io.tenantry.kernel.web.HttpTestApplication;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.webtestclient.autoconfigure.AutoConfigureWebTestClient;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Primary;
import org.springframework.test.json.JsonCompareMode;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import reactor.core.publisher.Mono;

/** Contract, "GET /health", "/livez" and "/readyz". */
@SpringBootTest(
        classes = {HttpTestApplication.class, HealthControllerTest.Setup.class},
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@AutoConfigureWebTestClient(timeout = "30s")
class HealthControllerTest {

    private static final AtomicBoolean DATABASE = new AtomicBoolean();

    @TestConfiguration
    @ComponentScan(
            basePackages = "io.tenantry.health",
            excludeFilters = @ComponentScan.Filter(type = FilterType.CUSTOM, classes = TypeExcludeFilter.class))
    static class Setup {

        @Bean
        DatabaseProbe probe() {
            return () -> Mono.defer(
                    () -> DATABASE.get() ? Mono.empty() : Mono.error(new IllegalStateException("no database")));
        }

        /** Forgets at once, so that a test need not wait. */
        @Bean
        @Primary
        DatabaseHealth uncached(DatabaseProbe probe) {
            return new DatabaseHealth(probe, Duration.ZERO);
        }
    }

    @Autowired
    private WebTestClient client;

    @Autowired
    private ApplicationContext context;

    @BeforeEach
    void everythingWorks() {
        DATABASE.set(true);
        AvailabilityChangeEvent.publish(context, ReadinessState.ACCEPTING_TRAFFIC);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/livez", "/readyz", "/health"})
    void allIsWell(String path) {
        get(path).expectStatus().isOk();
        client.head().uri(path).exchange().expectStatus().isOk().expectBody().isEmpty();
    }

    @Test
    void healthNamesTheDatabase() {
        get("/health").expectBody().json("{\"status\":\"healthy\",\"database\":\"connected\"}", JsonCompareMode.STRICT);
    }

    @Test
    void withoutADatabaseTheServiceIsAliveButNotReady() {
        DATABASE.set(false);
        get("/livez").expectStatus().isOk();
        get("/readyz").expectStatus().isEqualTo(503);
        get("/health")
                .expectStatus()
                .isEqualTo(503)
                .expectHeader()
                .exists("Retry-After")
                .expectBody()
                .json("{\"status\":\"unhealthy\",\"database\":\"disconnected\"}", JsonCompareMode.STRICT);
    }

    @Test
    void whileGoingDownTheServiceIsNotReady() {
        AvailabilityChangeEvent.publish(context, ReadinessState.REFUSING_TRAFFIC);
        get("/readyz").expectStatus().isEqualTo(503);
        get("/livez").expectStatus().isOk();
    }

    private ResponseSpec get(String path) {
        return client.get().uri(path).exchange();
    }
}
