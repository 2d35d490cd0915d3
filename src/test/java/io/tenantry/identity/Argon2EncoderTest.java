package io.tenantry.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

/** Hashes outlive the code that made them, so ours and Spring Security's must be the same. */
class Argon2EncoderTest {

    private static final PasswordEncoder SPRING = new Argon2PasswordEncoder(16, 32, 1, 19 * 1024, 2);

    private final PasswordEncoder encoder = new Argon2Encoder();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "correct horse",
                "päßwörd 🔑",
                " ",
                "0123456789012345678901234567890123456789012345678901234567890123456789ab"
            })
    void eachVerifiesWhatTheOtherHasMade(String password) {
        assertThat(SPRING.matches(password, encoder.encode(password))).isTrue();
        assertThat(encoder.matches(password, SPRING.encode(password))).isTrue();
        assertThat(encoder.matches(password + "x", SPRING.encode(password))).isFalse();
    }

    @Test
    void memoryThatWasUsedLeavesNothingBehind() {
        String hash = encoder.encode("first");
        encoder.encode("second");
        assertThat(encoder.matches("first", hash)).isTrue();
        assertThat(encoder.matches("second", hash)).isFalse();
    }

    @Test
    void hashesAtTheSameTimeDoNotShareMemory() {
        String hash = encoder.encode("the one");
        assertThat(IntStream.range(0, 40)
                        .parallel()
                        .filter(i -> encoder.matches(i % 2 == 0 ? "the one" : "another " + i, hash)))
                .hasSize(20);
    }

    @Test
    void anotherCostIsVerified() {
        String cheaper = new Argon2PasswordEncoder(16, 32, 1, 1024, 1).encode("secret");
        assertThat(encoder.matches("secret", cheaper)).isTrue();
        assertThat(encoder.matches("another", cheaper)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$argon2id$v=19$m=19456,t=2,p=1$!$!",
                "$argon2id$v=19$m=19456,t=2,p=1",
                "$argon2id$v=19$m=19456,t=2,p=1$",
                "$argon2id$v=19$m=19456,t=2,p=1$GKjDMFperI0bI9o0Ilm8xw",
                "$argon2id$v=19$m=19456,t=2,p=1$GKjDMFperI0bI9o0Ilm8xw$",
                "$argon2id$v=19$m=19456,t=2,p=1$GKjDMFperI0bI9o0Ilm8xw$67jx",
                "$argon2id$v=19$m=19456,t=2,p=1$GKjDMFperI0bI9o0Ilm8xw$67jxpB1Iq",
                "$argon2id$v=19$m=19456",
                "$argon2id$v=19$m=0,t=0,p=0$GKjDMFperI0bI9o0Ilm8xw$67jxpB1IqgsMk7RHbyVJUA",
                "$argon2id$",
                "",
                "secret"
            })
    void whatIsNoHashMatchesNothing(String damaged) {
        assertThat(encoder.matches("secret", damaged)).isFalse();
    }
}
