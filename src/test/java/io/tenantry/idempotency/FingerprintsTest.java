package io.tenantry.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantry.kernel.DerivedKeys;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class FingerprintsTest {

    private static final SecretKey SECRET = secret("kT9v2xQ8mB4nR7wY1cZ6pL3sD5fG0hJq");
    private static final SecretKey OTHER = secret("another secret of thirty-two bytes");
    private static final List<String> OWNER = List.of("user", "POST /user/create", "key-1");

    /** Calculated with another implementation of HKDF and HMAC: with another hash no request would be known again. */
    @Test
    void aRequestIsTheSameForEver() {
        assertThat(fingerprints(new DerivedKeys(SECRET, List.of())))
                .containsExactly(new Fingerprint(
                        "gbwPvwYWIsmYNX0cCEZnNktsEMBbXyRZPmMURpqGCps", "pqN6V2jxCEsZRzsHgelfj-Z2cp6Sx2KHDJ3inMs7LB8"));
    }

    @Test
    void afterAChangeOfTheSecretItIsLookedForUnderBoth() {
        assertThat(fingerprints(new DerivedKeys(OTHER, List.of(SECRET))))
                .hasSize(2)
                .endsWith(fingerprints(new DerivedKeys(SECRET, List.of())).get(0))
                .startsWith(fingerprints(new DerivedKeys(OTHER, List.of())).get(0));
    }

    private static List<Fingerprint> fingerprints(DerivedKeys keys) {
        return new Fingerprints(keys).of(OWNER, "a=1", "{\"email\":\"ada@acme.com\"}".getBytes(StandardCharsets.UTF_8));
    }

    private static SecretKey secret(String text) {
        return new SecretKeySpec(text.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
    }
}
