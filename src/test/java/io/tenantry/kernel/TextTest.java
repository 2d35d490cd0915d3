package io.tenantry.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Contract, "Strings": trimmed, Unicode NFC, control characters refused. */
class TextTest {

    @Test
    void aTextIsTrimmedAndComposed() {
        assertThat(Text.clean(" e\u0301 ")).isEqualTo("é");
        assertThat(Text.clean("e\u0301".repeat(1_000))).isEqualTo("é".repeat(1_000));
    }

    /** Of Unicode 16, which a JDK 17 does not know. */
    @Test
    void aNewLetterIsComposedOnEveryJdk() {
        assertThat(Text.clean("\ud804\udf82\ud804\udfc9")).isEqualTo("\ud804\udf83");
    }

    @Test
    void aLetterHasAtMost30Marks() {
        assertThat(Text.clean("x" + "\u0323\u0307".repeat(15))).hasSize(30);
        assertThatThrownBy(() -> Text.clean("x" + "\u0323\u0307".repeat(15) + "\u0323"))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage("must not have more than 30 marks on one letter");
    }

    /** Marks in the wrong order would be sorted for a minute, on a thread that serves others. U+0F73 is two such marks. */
    @ParameterizedTest
    @ValueSource(strings = {"\u0301\u0323", "\u0f73", "\u0344\u0323"})
    void aMegabyteOfMarksIsRefusedAtOnce(String marks) {
        assertTimeoutPreemptively(
                Duration.ofSeconds(2),
                () -> assertThatThrownBy(() -> Text.clean("x" + marks.repeat(250_000)))
                        .isInstanceOf(InvalidValueException.class));
    }
}
