package io.tenantry.identity;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;

/** Key pairs that no other run has had, and PEM as openssl writes it. */
final class TestKeys {

    private TestKeys() {}

    static KeyPair rsa() {
        return pair("RSA", 2048);
    }

    static KeyPair pair(String algorithm, int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** {@code openssl genpkey}. */
    static String pkcs8(KeyPair pair) {
        return pem("PRIVATE KEY", pair.getPrivate());
    }

    /** {@code openssl genrsa} before version 3. */
    static String pkcs1(KeyPair pair) {
        return pem("RSA PRIVATE KEY", pkcs1(pair.getPrivate()));
    }

    /** {@code openssl pkey -pubout}. */
    static String publicKey(KeyPair pair) {
        return pem("PUBLIC KEY", pair.getPublic());
    }

    static String pem(String type, Key key) {
        return pem(type, key.getEncoded());
    }

    static String pem(String type, byte[] content) {
        StringWriter text = new StringWriter();
        try (PemWriter writer = new PemWriter(text)) {
            writer.writeObject(new PemObject(type, content));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static byte[] pkcs1(PrivateKey key) {
        try {
            return PrivateKeyInfo.getInstance(key.getEncoded())
                    .parsePrivateKey()
                    .toASN1Primitive()
                    .getEncoded();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
