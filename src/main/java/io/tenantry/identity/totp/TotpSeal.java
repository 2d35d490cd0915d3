package io.tenantry.identity.totp;

import io.tenantry.kernel.DerivedKeys;
import io.tenantry.kernel.UserId;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Encrypts the keys of authenticators, so that a copy of the master alone is no second factor: AES-256 in GCM, with a key
 * that is made of {@code SECRET_KEY} for this and nothing else, and bound to the person, so that what is sealed for one opens
 * for nobody else. After a change of {@code SECRET_KEY} they open as long as the old one is among
 * {@code PREVIOUS_SECRET_KEYS}; then recovery codes are the way in.
 */
@Component
public class TotpSeal {

    private static final Logger LOG = LoggerFactory.getLogger(TotpSeal.class);

    private static final String CIPHER = "AES/GCM/NoPadding";

    /** As NIST SP 800-38D, section 5.2.1.1, recommends. */
    private static final int NONCE_BYTES = 12;

    private static final int TAG_BITS = 128;

    private final SecureRandom random = new SecureRandom();
    private final List<SecretKey> keys;

    TotpSeal(DerivedKeys keys) {
        this.keys = keys.deriveAll("keys of authenticators", "AES");
    }

    /** The nonce and the encrypted key, in Base64. */
    public String seal(TotpKey totp, UserId owner) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] sealed =
                    cipher(Cipher.ENCRYPT_MODE, keys.get(0), nonce, owner).doFinal(totp.bytes());
            byte[] both = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
            System.arraycopy(sealed, 0, both, NONCE_BYTES, sealed.length);
            return Base64.getEncoder().encodeToString(both);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has AES in GCM", e);
        }
    }

    /** Empty for what was sealed with a {@code SECRET_KEY} that is forgotten, or for somebody else. */
    public Optional<TotpKey> open(String sealed, UserId owner) {
        byte[] both = Base64.getDecoder().decode(sealed);
        Optional<TotpKey> opened =
                keys.stream().flatMap(key -> opened(both, key, owner).stream()).findFirst();
        if (opened.isEmpty()) {
            LOG.warn("The second factor of {} was made with another SECRET_KEY: only a recovery code fits.", owner);
        }
        return opened;
    }

    private static Optional<TotpKey> opened(byte[] both, SecretKey key, UserId owner) {
        byte[] nonce = Arrays.copyOf(both, NONCE_BYTES);
        try {
            return Optional.of(TotpKey.of(cipher(Cipher.DECRYPT_MODE, key, nonce, owner)
                    .doFinal(both, NONCE_BYTES, both.length - NONCE_BYTES)));
        } catch (GeneralSecurityException otherKey) {
            return Optional.empty();
        }
    }

    private static Cipher cipher(int mode, SecretKey key, byte[] nonce, UserId owner) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(owner.value().toByteArray());
        return cipher;
    }
}
