package io.tenantry.identity;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

/** Hashes outlive the code that made them, so ours and Spring Security's must be the same. */
class Argon2Test {

    private static final PasswordEncoder SPRING = new Argon2PasswordEncoder(16, 32, 1, 19 * 1024, 2);
    private static final String HEAD = Argon2.head("sixteen bytes of".getBytes(US_ASCII));

    private final Argon2 argon2 = new Argon2();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "correct horse",
                "päßwörd 🔑",
                " ",
                "0123456789012345678901234567890123456789012345678901234567890123456789ab"
            })
    void eachMakesWhatTheOtherMakes(String password) {
        String theirs = Objects.requireNonNull(SPRING.encode(password));

        assertThat(SPRING.matches(password, argon2.encode(password, HEAD))).isTrue();
        assertThat(Argon2.findHead(theirs))
                .hasValueSatisfying(head -> assertThat(argon2.encode(password, head))
                        .isEqualTo(theirs)
                        .isNotEqualTo(argon2.encode(password + "x", head)));
    }

    @Test
    void memoryThatWasUsedLeavesNothingBehind() {
        String hash = argon2.encode("first", HEAD);

        assertThat(argon2.encode("second", HEAD)).isNotEqualTo(hash);
        assertThat(argon2.encode("first", HEAD)).isEqualTo(hash);
    }

    @Test
    void hashesAtTheSameTimeDoNotShareMemory() {
        String hash = argon2.encode("the one", HEAD);

        assertThat(IntStream.range(0, 40)
                        .parallel()
                        .filter(i -> argon2.encode(i % 2 == 0 ? "the one" : "another " + i, HEAD)
                                .equals(hash)))
                .hasSize(20);
    }
}
