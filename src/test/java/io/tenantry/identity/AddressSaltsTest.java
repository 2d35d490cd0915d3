package io.tenantry.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantry.kernel.DerivedKeys;
import io.tenantry.kernel.EmailAddress;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class AddressSaltsTest {

    private final AddressSalts salts = new AddressSalts(new DerivedKeys(
            new SecretKeySpec("kT9v2xQ8mB4nR7wY1cZ6pL3sD5fG0hJq".getBytes(StandardCharsets.UTF_8), "HmacSHA256"),
            List.of()));

    /** Calculated with another implementation of HKDF and HMAC: with another salt every hash would be outdated. */
    @Test
    void theSaltOfAnAddressIsTheSameForEver() {
        assertThat(HexFormat.of().formatHex(salts.of(EmailAddress.of("Ada@acme.com"))))
                .isEqualTo("5033c4f613a77abe6f70f8bf536f649e");
    }
}
