package io.tenantry.identity.totp;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantry.kernel.DerivedKeys;
import io.tenantry.kernel.UserId;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** Keys of authenticators are encrypted at rest. */
class TotpSealTests {

    private final TotpSeal seal = seal("one secret key, long enough for it");
    private final TotpKey key = TotpKey.random(new Random(1));
    private final UserId owner = UserId.create();

    @Test
    void whatIsSealedOpensForItsOwner() {
        String sealed = seal.seal(key, owner);

        assertThat(seal.open(sealed, owner)).map(TotpKey::base32).contains(key.base32());
        assertThat(seal.seal(key, owner)).isNotEqualTo(sealed);
    }

    @Test
    void itOpensForNobodyElse() {
        String sealed = seal.seal(key, owner);

        assertThat(seal.open(sealed, UserId.create())).isEmpty();
        assertThat(seal("another secret key, long enough too").open(sealed, owner))
                .isEmpty();
    }

    @Test
    void whatWasAlteredDoesNotOpen() {
        byte[] sealed = Base64.getDecoder().decode(seal.seal(key, owner));
        sealed[15] ^= 1;

        assertThat(seal.open(Base64.getEncoder().encodeToString(sealed), owner)).isEmpty();
    }

    private static TotpSeal seal(String secretKey) {
        return new TotpSeal(new DerivedKeys(
                new SecretKeySpec(secretKey.getBytes(StandardCharsets.UTF_8), "HmacSHA256"), List.of()));
    }
}
