package io.tenantry.kernel.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.DocumentContext;
import com.jayway.jsonpath.JsonPath;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.logging.LoggingInitializationContext;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.logging.LoggingSystemProperty;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Design, "Settings": LOG_FORMAT=json. */
@ExtendWith(OutputCaptureExtension.class)
class JsonLogTest {

    private final LoggingSystem log = LoggingSystem.get(getClass().getClassLoader());

    /** Otherwise the format of a service that another test class has running in this JVM stays. */
    @BeforeEach
    void setUpTheLogAnew() {
        log.cleanUp();
    }

    /** Otherwise this one does: Boot tells its log by a system property, which it never takes back. */
    @AfterEach
    void leaveTheLogAsText() {
        System.clearProperty(LoggingSystemProperty.CONSOLE_STRUCTURED_FORMAT.getEnvironmentVariableName());
        log.cleanUp();
        log.beforeInitialize();
        log.initialize(new LoggingInitializationContext(new StandardEnvironment()), null, null);
    }

    @Test
    void theLineCarriesItsFields(CapturedOutput output) {
        String[] arguments = {"--LOG_FORMAT=json", "--PORT=0"};
        try (ConfigurableApplicationContext context = SpringApplication.run(HttpTestApplication.class, arguments)) {
            call(context.getEnvironment());
            DocumentContext line = JsonPath.parse(
                    await().atMost(Duration.ofSeconds(10)).until(() -> accessLine(output), found -> !found.isEmpty()));
            assertThat(line.<String>read("$.method")).isEqualTo("GET");
            assertThat(line.<String>read("$.path")).isEqualTo("/as-somebody");
            assertThat(line.<Integer>read("$.status")).isEqualTo(200);
            assertThat(line.<String>read("$.organization")).isEqualTo("0123456789abcdef01234567");
            assertThat(line.<String>read("$.request_id")).isEqualTo("json-1");
        }
    }

    private static void call(Environment environment) {
        WebTestClient.bindToServer()
                .responseTimeout(Duration.ofSeconds(30))
                .baseUrl("http://localhost:" + environment.getProperty("local.server.port"))
                .build()
                .get()
                .uri("/as-somebody")
                .header("X-Correlation-ID", "json-1")
                .exchange();
    }

    private static String accessLine(CapturedOutput output) {
        return output.getOut()
                .lines()
                .filter(line -> line.startsWith("{") && line.contains("io.tenantry.access"))
                .findFirst()
                .orElse("");
    }
}
