package io.tenantry.kernel;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.params.HKDFParameters;

/**
 * A key of its own for each purpose, all from the one secret of the service: HKDF with SHA-256 (RFC 5869), without salt.
 * Whoever learns the key of one purpose learns nothing of the secret or of the other keys.
 *
 * <p>The same secret gives the same keys for ever: what was stored under them stays readable, and every instance has them.
 * After a change of the secret, write with {@link #derive} and read with each of {@link #deriveAll}.
 */
public final class DerivedKeys {

    private static final int BYTES = 32;

    private final SecretKey current;
    private final List<SecretKey> previous;

    /**
     * @param current the secret that new keys come from
     * @param previous secrets from before, whose keys are still read with
     */
    public DerivedKeys(SecretKey current, List<SecretKey> previous) {
        this.current = current;
        this.previous = List.copyOf(previous);
    }

    /**
     * The key to write with, of 32 bytes.
     *
     * @param purpose what it is for, such as {@code refresh tokens}; never to be changed once something is stored
     * @param algorithm what it is used with, as the JCA names it: {@code HmacSHA256}, {@code AES}. The same purpose has
     *     another key with another algorithm
     */
    public SecretKey derive(String purpose, String algorithm) {
        return derived(current, purpose, algorithm);
    }

    /** The keys to read with: that of {@link #derive} first, then the one of each previous secret. */
    public List<SecretKey> deriveAll(String purpose, String algorithm) {
        return Stream.concat(Stream.of(current), previous.stream())
                .map(secret -> derived(secret, purpose, algorithm))
                .toList();
    }

    /** The HMAC under a key of {@link #derive}. */
    public KeyedHash hash(String purpose) {
        return new KeyedHash(derive(purpose, KeyedHash.ALGORITHM));
    }

    /** The HMAC under each key of {@link #deriveAll}, in its order. */
    public List<KeyedHash> hashAll(String purpose) {
        return deriveAll(purpose, KeyedHash.ALGORITHM).stream()
                .map(KeyedHash::new)
                .toList();
    }

    private static SecretKey derived(SecretKey secret, String purpose, String algorithm) {
        HKDFBytesGenerator hkdf = new HKDFBytesGenerator(new SHA256Digest());
        byte[] info = (algorithm + ":" + purpose).getBytes(StandardCharsets.UTF_8);
        hkdf.init(new HKDFParameters(secret.getEncoded(), null, info));
        byte[] key = new byte[BYTES];
        hkdf.generateBytes(key, 0, BYTES);
        return new SecretKeySpec(key, algorithm);
    }
}
