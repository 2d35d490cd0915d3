package io.tenantry.identity.totp;

import com.eatthepath.otp.HmacOneTimePasswordGenerator;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.util.encoders.Base32;

/**
 * What an authenticator and the service share: 160 random bits (RFC 4226, section 4), of which both make a code of six
 * digits with HMAC-SHA-1 for each 30 seconds (RFC 6238). Every authenticator knows these, and some know no others.
 */
public record TotpKey(SecretKey key) {

    static final int STEP_SECONDS = 30;

    static final int DIGITS = 6;

    private static final int BYTES = 20;

    /** A clock may be one step off, and a person takes time to type (RFC 6238, section 5.2). */
    private static final int STEPS_OFF = 1;

    private static final HmacOneTimePasswordGenerator CODES = new HmacOneTimePasswordGenerator(DIGITS);

    public static TotpKey random(RandomGenerator random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return of(bytes);
    }

    static TotpKey of(byte[] bytes) {
        return new TotpKey(new SecretKeySpec(bytes, CODES.getAlgorithm()));
    }

    /** As people type it, 32 characters (RFC 4648, section 6). */
    public String base32() {
        return Base32.toBase32String(bytes());
    }

    byte[] bytes() {
        return key.getEncoded();
    }

    /** The step that a code belongs to, which is the present one, the one before or the one after; none for a wrong code. */
    public OptionalLong step(String code, Instant now) {
        long present = Math.floorDiv(now.getEpochSecond(), STEP_SECONDS);
        return LongStream.rangeClosed(present - STEPS_OFF, present + STEPS_OFF)
                .filter(step -> MessageDigest.isEqual(ascii(code), ascii(code(step))))
                .max();
    }

    String code(long step) {
        try {
            return CODES.generateOneTimePasswordString(key, step, Locale.ROOT);
        } catch (InvalidKeyException e) {
            throw new IllegalStateException("HMAC takes any key", e);
        }
    }

    private static byte[] ascii(String code) {
        return code.getBytes(StandardCharsets.US_ASCII);
    }
}
