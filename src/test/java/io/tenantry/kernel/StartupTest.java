package io.tenantry.kernel;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class StartupTest {

    @Test
    void aStepThatDoesNotEndIsRefusedWithWhatToDo() {
        assertThatThrownBy(() -> Startup.await(Mono.never(), Duration.ofMillis(1)))
                .isInstanceOf(StartRefusedException.class);
    }
}
