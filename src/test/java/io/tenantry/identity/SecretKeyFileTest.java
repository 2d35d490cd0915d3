package io.tenantry.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenantry.kernel.StartRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The key that is made once, where no other is set. */
class SecretKeyFileTest {

    @TempDir
    Path folder;

    @Test
    void aKeyIsMadeOnceAndKept() {
        String made = SecretKeyFile.in(folder);

        assertThat(made).hasSizeGreaterThanOrEqualTo(32);
        assertThat(SecretKeyFile.in(folder)).isEqualTo(made);
    }

    /** As a full disk may leave it: another one would lock out every second factor without a word. */
    @Test
    void aKeyThatIsLostIsNotMadeAnew() throws IOException {
        Path file = folder.resolve("secret.key");
        Files.writeString(file, "\n");

        assertThatThrownBy(() -> SecretKeyFile.in(folder))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining(file.toString());
        assertThat(file).hasContent("\n");
    }
}
