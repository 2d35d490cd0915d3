package io.tenantry.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantry.kernel.DerivedKeys;
import io.tenantry.kernel.EmailAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder.BCryptVersion;

/** One computation for all accounts of an address, and hashes from elsewhere for as long as there are some. */
class Argon2HashesTest {

    private static final EmailAddress ADA = EmailAddress.of("ada@acme.com");
    private static final EmailAddress BOB = EmailAddress.of("bob@acme.com");

    private final PasswordHashes hashes = hashes("kT9v2xQ8mB4nR7wY1cZ6pL3sD5fG0hJq");

    @Test
    void thoseOfOneAddressHaveOneSaltAndOthersAnother() {
        String first = head(hashes.hash(ADA, "first"));

        assertThat(head(hashes.hash(ADA, "second"))).isEqualTo(first);
        assertThat(head(hashes.hash(BOB, "first"))).isNotEqualTo(first);
        assertThat(head(hashes("another secret of thirty-two byt").hash(ADA, "first")))
                .isNotEqualTo(first);
    }

    @Test
    void aPasswordFitsItsOwnHashesWhereverTheyWereMade() {
        String own = hashes.hash(ADA, "right");
        String ofOtherSecret = hashes("another secret of thirty-two byt").hash(ADA, "right");
        String wrong = hashes.hash(ADA, "wrong");

        assertThat(hashes.fitting("right", List.of(wrong, own, ofOtherSecret)))
                .containsExactlyInAnyOrder(own, ofOtherSecret);
        assertThat(hashes.fitting("neither", List.of(wrong, own, ofOtherSecret)))
                .isEmpty();
        assertThat(hashes.fitting("right", List.of())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("foreign")
    void hashesOfOtherProgramsFit(String foreign) {
        assertThat(hashes.fitting("right", List.of(foreign))).containsExactly(foreign);
        assertThat(hashes.fitting("wrong", List.of(foreign))).isEmpty();
    }

    static Stream<String> foreign() {
        String cheaper = new Argon2PasswordEncoder(16, 32, 1, 1024, 1).encode("right");
        String same = new Argon2PasswordEncoder(16, 32, 1, 19 * 1024, 2).encode("right");
        return Stream.of(
                cheaper,
                "{argon2}" + cheaper,
                same,
                "{argon2}" + same,
                bcrypt(BCryptVersion.$2A),
                bcrypt(BCryptVersion.$2B),
                bcrypt(BCryptVersion.$2Y),
                "{bcrypt}" + bcrypt(BCryptVersion.$2A));
    }

    private static String bcrypt(BCryptVersion version) {
        return Objects.requireNonNull(new BCryptPasswordEncoder(version, 4).encode("right"));
    }

    @Test
    void whatHasAnotherSaltIsOutdated() {
        assertThat(hashes.outdated(ADA).test(hashes.hash(ADA, "x"))).isFalse();
        assertThat(hashes.outdated(BOB).test(hashes.hash(ADA, "x"))).isTrue();
        assertThat(hashes.outdated(ADA).test(hashes.hash(ADA, "x").substring("{argon2}".length())))
                .isTrue();
        assertThat(hashes.outdated(ADA).test(new BCryptPasswordEncoder(4).encode("x")))
                .isTrue();
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
                "$argon2id$v=19$m=8,t=1,p=8$GKjDMFperI0bI9o0Ilm8xw$67jxpB1IqgsMk7RHbyVJUA",
                "$argon2id$v=19$m=99999,t=1,p=99999999$GKjDMFperI0bI9o0Ilm8xw$67jxpB1IqgsMk7RHbyVJUA",
                "$argon2id$",
                "",
                "secret",
                "{noop}x",
                "{bcrypt",
                "{",
                "$2a$10$",
                "$2a$99$abcdefghijklmnopqrstuuABCDEFGHIJKLMNOPQRSTUVWXYZabcde"
            })
    void whatIsNoHashFitsNothing(String damaged) {
        assertThat(hashes.fitting("x", List.of(damaged, "{argon2}" + damaged, "{bcrypt}" + damaged)))
                .isEmpty();
    }

    private static String head(String hash) {
        return hash.substring(0, hash.lastIndexOf('$'));
    }

    private static PasswordHashes hashes(String secret) {
        return new Argon2Hashes(
                new DerivedKeys(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"), List.of()));
    }
}
