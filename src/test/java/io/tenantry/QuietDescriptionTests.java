package io.tenantry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.regex.Pattern;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** Who opens {@code /docs} for the first time, when the API is described, is not alarmed by the log. */
@ExtendWith(OutputCaptureExtension.class)
class QuietDescriptionTests {

    /** The packages of springdoc and swagger-core, as the log shortens them. */
    private static final Pattern DESCRIBING = Pattern.compile("o[.]s[.](core|api)[.]|springdoc|swagger");

    @Test
    void theFirstLookAtTheApiWarnsOfNothing(CapturedOutput output) {
        try (ConfigurableApplicationContext service = TestService.start("described_" + new ObjectId())) {
            int started = output.getAll().length();

            service.getBean(Api.class)
                    .http()
                    .get()
                    .uri("/openapi.json")
                    .exchange()
                    .expectStatus()
                    .isOk()
                    .expectBody()
                    .jsonPath("$.paths['/org/create']")
                    .exists();

            await().until(() -> output.getAll().substring(started).contains("path=/openapi.json status=200"));
            assertThat(output.getAll().substring(started).lines())
                    .filteredOn(line -> line.contains(" WARN ") || line.contains(" ERROR "))
                    .noneMatch(line -> DESCRIBING.matcher(line).find());
        }
    }
}
