package io.tenantry.kernel;

import java.security.SecureRandom;

/** Secrets for people and programs to copy. */
public final class RandomText {

    private static final String BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final SecureRandom RANDOM = new SecureRandom();

    private RandomText() {}

    /** Letters and digits, of 5.95 random bits each. */
    public static String base62(int length) {
        StringBuilder text = new StringBuilder(length);
        RANDOM.ints(length, 0, BASE62.length()).forEach(digit -> text.append(BASE62.charAt(digit)));
        return text.toString();
    }
}
