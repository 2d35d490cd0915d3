package io.tenantry.kernel;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * SHA-256 (FIPS 180-4) in lower-case hexadecimal digits. Of secrets it is kept in their place only where they are random and
 * long, such as tokens: a password wants a slow hash.
 */
public final class Sha256 {

    private Sha256() {}

    /** Of a text's UTF-8. */
    public static String hex(String text) {
        return hex(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Of what remains in a buffer, which is read to its end. */
    public static String hex(ByteBuffer bytes) {
        MessageDigest digest = sha256();
        digest.update(bytes);
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Whether two hashes are the same, told in constant time: for those of secrets. */
    public static boolean isEqual(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java has SHA-256.", impossible);
        }
    }
}
