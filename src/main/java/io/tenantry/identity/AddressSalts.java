package io.tenantry.identity;

import io.tenantry.kernel.DerivedKeys;
import io.tenantry.kernel.EmailAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/**
 * The salt of an e-mail address: 16 bytes of HMAC-SHA-256, keyed from {@code SECRET_KEY}, so that nobody can compute hashes
 * of a known address beforehand. With another {@code SECRET_KEY} an address has another salt; hashes carry their own, and stay
 * good.
 */
class AddressSalts {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int BYTES = 16;

    private final SecretKey key;

    AddressSalts(DerivedKeys keys) {
        this.key = keys.derive("salts of passwords", ALGORITHM);
    }

    byte[] of(EmailAddress address) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return Arrays.copyOf(mac.doFinal(address.value().getBytes(StandardCharsets.UTF_8)), BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has HMAC with SHA-256", e);
        }
    }
}
