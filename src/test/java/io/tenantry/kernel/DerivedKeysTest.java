package io.tenantry.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class DerivedKeysTest {

    private static final String HMAC = "HmacSHA256";

    private static final SecretKey OLD = secret("kT9v2xQ8mB4nR7wY1cZ6pL3sD5fG0hJq");

    private static final SecretKey NEW = secret("another secret of thirty-two bytes");

    private final DerivedKeys keys = new DerivedKeys(NEW, List.of(OLD));

    /** Calculated with another implementation of RFC 5869: what is stored under a key must stay readable. */
    @Test
    void aKeyIsTheSameForEver() {
        SecretKey key = new DerivedKeys(OLD, List.of()).derive("refresh tokens", HMAC);

        assertThat(HexFormat.of().formatHex(key.getEncoded()))
                .isEqualTo("cb84c985c2af194c4808e33c37a76bf60f94d07127adbff67de69cd1ae028670");
        assertThat(key.getAlgorithm()).isEqualTo(HMAC);
    }

    @Test
    void purposesAndAlgorithmsHaveKeysOfTheirOwn() {
        assertThat(List.of(
                        keys.derive("refresh tokens", HMAC),
                        keys.derive("stored answers", HMAC),
                        keys.derive("refresh tokens", "AES"),
                        new DerivedKeys(OLD, List.of()).derive("refresh tokens", HMAC)))
                .doesNotHaveDuplicates();
    }

    @Test
    void whatWasWrittenBeforeTheSecretChangedCanBeRead() {
        SecretKey before = new DerivedKeys(OLD, List.of()).derive("refresh tokens", HMAC);

        assertThat(keys.deriveAll("refresh tokens", HMAC)).containsExactly(keys.derive("refresh tokens", HMAC), before);
    }

    private static SecretKey secret(String text) {
        return new SecretKeySpec(text.getBytes(StandardCharsets.UTF_8), HMAC);
    }
}
