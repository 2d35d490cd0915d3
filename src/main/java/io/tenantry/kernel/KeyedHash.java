package io.tenantry.kernel;

import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/**
 * HMAC with SHA-256 (RFC 2104) under one key: 32 bytes that only who has the key can make, so that who reads what is stored
 * can neither forge nor guess.
 */
public final class KeyedHash {

    /** As the JCA names it. */
    static final String ALGORITHM = "HmacSHA256";

    private final SecretKey key;

    KeyedHash(SecretKey key) {
        this.key = key;
    }

    /** Of the parts as one text, each right behind the other: what ends one is among them. */
    public byte[] bytes(byte[]... parts) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every Java has HMAC with SHA-256.", impossible);
        }
    }

    /** The same in 43 characters of base64url, without padding. */
    public String text(byte[]... parts) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(parts));
    }
}
