package io.tenantry.identity;

import io.tenantry.kernel.DerivedKeys;
import io.tenantry.kernel.EmailAddress;
import io.tenantry.kernel.KeyedHash;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The salt of an e-mail address: 16 bytes of HMAC-SHA-256, keyed from {@code SECRET_KEY}, so that nobody can compute hashes
 * of a known address beforehand. With another {@code SECRET_KEY} an address has another salt; hashes carry their own, and stay
 * good.
 */
class AddressSalts {

    private static final int BYTES = 16;

    private final KeyedHash hash;

    AddressSalts(DerivedKeys keys) {
        this.hash = keys.hash("salts of passwords");
    }

    byte[] of(EmailAddress address) {
        return Arrays.copyOf(hash.bytes(address.value().getBytes(StandardCharsets.UTF_8)), BYTES);
    }
}
