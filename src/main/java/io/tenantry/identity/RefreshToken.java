package io.tenantry.identity;

import io.tenantry.kernel.Sha256;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * One refresh token of a session.
 *
 * @param session which session, 32 random hexadecimal digits
 * @param generation the how many-eth of the session, from 1
 * @param secret 256 random bits, in base64url without padding
 */
record RefreshToken(String session, long generation, String secret) {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SESSION_BYTES = 16;
    private static final int SECRET_BYTES = 32;

    /** The first of a new session. */
    static RefreshToken first() {
        return new RefreshToken(HexFormat.of().formatHex(random(SESSION_BYTES)), 1, randomSecret());
    }

    /** The one that takes the place of this. */
    RefreshToken next() {
        return new RefreshToken(session, generation + 1, randomSecret());
    }

    /** What is kept of it. */
    String hash() {
        return Sha256.hex(secret);
    }

    private static String randomSecret() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random(SECRET_BYTES));
    }

    private static byte[] random(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return random;
    }
}
