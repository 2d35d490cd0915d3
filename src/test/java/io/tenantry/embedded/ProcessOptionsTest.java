package io.tenantry.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessOptionsTest {

    @Test
    void defaultsAreMongoDbsPortAndTheDataDirectoryOfTheService() {
        assertThat(ProcessOptions.parse()).isEqualTo(new ProcessOptions(27017, Path.of("data"), false));
    }

    @Test
    void argumentsComeInAnyOrder() {
        assertThat(ProcessOptions.parse("--data=/srv/x", "--port=0"))
                .isEqualTo(new ProcessOptions(0, Path.of("/srv/x"), false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--port", "--port=", "--port=65536", "--port=-1", "--data=", "--data=\0", "data", ""})
    void rubbishIsRefusedByName(String argument) {
        assertThatThrownBy(() -> ProcessOptions.parse(argument)).isInstanceOf(IllegalArgumentException.class);
    }
}
