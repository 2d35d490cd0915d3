package io.tenantry.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class StartupTest {

    @Test
    void aStepThatDoesNotEndIsRefusedWithWhatToDo() {
        assertThatThrownBy(() -> Startup.await(Mono.never(), Duration.ofMillis(1)))
                .isInstanceOfSatisfying(StartRefusedException.class, refusal -> {
                    assertThat(refusal).hasMessageContaining("was not ready within");
                    assertThat(refusal.action()).contains("answers in time");
                });
    }
}
