package io.tenantry.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import io.tenantry.kernel.InvalidValueException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.util.io.pem.PemObject;

/**
 * An RSA key in PEM: PKCS#8, PKCS#1 (RFC 8017, appendix A.1), or a public key. It is for RS256 and nothing else, has at
 * least 2048 bits (RFC 7518, section 3.3), and is named by its thumbprint (RFC 7638).
 */
final class RsaPem {

    private static final int LEAST_BITS = 2048;

    private static final byte[] SAMPLE = "signed to see whether the key works".getBytes(StandardCharsets.US_ASCII);

    private static final AlgorithmIdentifier RSA =
            new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE);

    private RsaPem() {}

    /** @throws InvalidValueException when it is another kind of key, or too short, encrypted or damaged */
    static RSAKey key(PemObject object) {
        if (object.getType().contains("ENCRYPTED") || !object.getHeaders().isEmpty()) {
            throw new InvalidValueException(
                    "The key is encrypted. Take its passphrase off: openssl pkey -in encrypted.pem -out key.pem");
        }
        try {
            return switch (object.getType()) {
                case "PRIVATE KEY" -> privateKey(PrivateKeyInfo.getInstance(object.getContent()));
                case "RSA PRIVATE KEY" -> privateKey(new PrivateKeyInfo(RSA, asn1(object)));
                case "PUBLIC KEY" -> publicKey(SubjectPublicKeyInfo.getInstance(object.getContent()));
                case "RSA PUBLIC KEY" -> publicKey(new SubjectPublicKeyInfo(RSA, asn1(object)));
                default -> throw notRsa();
            };
        } catch (InvalidValueException refused) {
            throw refused;
        } catch (GeneralSecurityException | JOSEException | IOException | RuntimeException damaged) {
            throw new InvalidValueException("The key is damaged: it cannot be read, or its parts do not fit together.");
        }
    }

    private static ASN1Primitive asn1(PemObject object) throws IOException {
        return ASN1Primitive.fromByteArray(object.getContent());
    }

    private static RSAKey privateKey(PrivateKeyInfo info) throws IOException, GeneralSecurityException, JOSEException {
        requireRsa(info.getPrivateKeyAlgorithm());
        KeyFactory keys = KeyFactory.getInstance("RSA");
        RSAPrivateCrtKey privateKey =
                (RSAPrivateCrtKey) keys.generatePrivate(new PKCS8EncodedKeySpec(info.getEncoded()));
        PublicKey publicKey =
                keys.generatePublic(new RSAPublicKeySpec(privateKey.getModulus(), privateKey.getPublicExponent()));
        RSAKey.Builder named = named(publicKey);
        requireWorking(privateKey, publicKey);
        return named.privateKey(privateKey).build();
    }

    private static RSAKey publicKey(SubjectPublicKeyInfo info)
            throws IOException, GeneralSecurityException, JOSEException {
        requireRsa(info.getAlgorithm());
        return named(KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(info.getEncoded())))
                .build();
    }

    private static void requireRsa(AlgorithmIdentifier algorithm) {
        if (!algorithm.getAlgorithm().equals(PKCSObjectIdentifiers.rsaEncryption)) {
            throw notRsa();
        }
    }

    private static InvalidValueException notRsa() {
        return new InvalidValueException("It is not an RSA key, as RS256 needs one.");
    }

    private static RSAKey.Builder named(PublicKey key) throws JOSEException {
        RSAPublicKey rsa = (RSAPublicKey) key;
        if (rsa.getModulus().bitLength() < LEAST_BITS) {
            throw new InvalidValueException(
                    "The key has " + rsa.getModulus().bitLength() + " bits; RS256 needs at least " + LEAST_BITS + ".");
        }
        return new RSAKey.Builder(rsa)
                .keyUse(KeyUse.SIGNATURE)
                .algorithm(JWSAlgorithm.RS256)
                .keyIDFromThumbprint();
    }

    /** One that was altered or put together wrongly would otherwise be noticed by everybody who signs in. */
    private static void requireWorking(PrivateKey privateKey, PublicKey publicKey) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(privateKey);
        signature.update(SAMPLE);
        byte[] made = signature.sign();
        signature.initVerify(publicKey);
        signature.update(SAMPLE);
        if (!signature.verify(made)) {
            throw new SignatureException();
        }
    }
}
