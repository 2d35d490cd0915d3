package io.tenantry.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantry.kernel.DerivedKeys;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class RefreshTokensTest {

    private static final SecretKey SECRET = secret("kT9v2xQ8mB4nR7wY1cZ6pL3sD5fG0hJq");
    private static final RefreshToken TOKEN = new RefreshToken("0123456789abcdef".repeat(2), 7, "s".repeat(43));

    /** Calculated with another implementation of HKDF and HMAC: with another seal everybody would be signed out. */
    private static final String WRITTEN =
            TOKEN.session() + ".7." + TOKEN.secret() + ".FsQPObaWnLGABhKn3WMltoT7nvhKkafUrHlO5da6ke4";

    private final RefreshTokens tokens = new RefreshTokens(new DerivedKeys(SECRET, List.of()));

    @Test
    void aTokenIsWrittenTheSameForEver() {
        assertThat(tokens.write(TOKEN)).isEqualTo(WRITTEN);
        assertThat(tokens.read(WRITTEN)).contains(TOKEN);
    }

    @Test
    void aTokenFromBeforeTheSecretChangedIsRead() {
        SecretKey other = secret("another secret of thirty-two bytes");

        assertThat(new RefreshTokens(new DerivedKeys(other, List.of(SECRET))).read(WRITTEN))
                .contains(TOKEN);
        assertThat(new RefreshTokens(new DerivedKeys(other, List.of())).read(WRITTEN))
                .isEmpty();
    }

    @Test
    void anythingElseIsNoToken() {
        assertThat(tokens.read(WRITTEN.replace(".7.", ".8."))).isEmpty();
        assertThat(tokens.read(WRITTEN.replace("sss.", "sst."))).isEmpty();
        assertThat(tokens.read(WRITTEN.substring(0, WRITTEN.lastIndexOf('.')))).isEmpty();
    }

    private static SecretKey secret(String text) {
        return new SecretKeySpec(text.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
    }
}
