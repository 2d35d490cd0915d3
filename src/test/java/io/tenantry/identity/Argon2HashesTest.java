package io.tenantry.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantry.kernel.DerivedKeys;
import io.tenantry.kernel.EmailAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

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
        String unprefixed = new Argon2Encoder().encode("right");
        String bcrypt = new BCryptPasswordEncoder(4).encode("right");
        String wrong = hashes.hash(ADA, "wrong");

        assertThat(hashes.fitting("right", List.of(wrong, own, ofOtherSecret, unprefixed, bcrypt)))
                .containsExactlyInAnyOrder(own, ofOtherSecret, unprefixed, bcrypt);
        assertThat(hashes.fitting("neither", List.of(wrong, own, ofOtherSecret, unprefixed, bcrypt)))
                .isEmpty();
        assertThat(hashes.fitting("right", List.of())).isEmpty();
    }

    @Test
    void whatHasAnotherSaltIsOutdated() {
        assertThat(hashes.isOutdated(ADA, hashes.hash(ADA, "x"))).isFalse();
        assertThat(hashes.isOutdated(BOB, hashes.hash(ADA, "x"))).isTrue();
        assertThat(hashes.isOutdated(ADA, hashes.hash(ADA, "x").substring("{argon2}".length())))
                .isTrue();
        assertThat(hashes.isOutdated(ADA, new BCryptPasswordEncoder(4).encode("x")))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{argon2}$argon2id$v=19$m=19456,t=2,p=1",
                "{argon2}$argon2id$v=19$m=19456,t=2,p=1$GKjDMFperI0bI9o0Ilm8xw$67jx",
                "{argon2}",
                "{noop}x",
                "{",
                "",
                "$2a$10$"
            })
    void whatIsNoHashFitsNothing(String damaged) {
        assertThat(hashes.fitting("x", List.of(damaged))).isEmpty();
    }

    private static String head(String hash) {
        return hash.substring(0, hash.lastIndexOf('$'));
    }

    private static PasswordHashes hashes(String secret) {
        return new Argon2Hashes(
                new DerivedKeys(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"), List.of()));
    }
}
