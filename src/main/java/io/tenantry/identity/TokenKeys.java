package io.tenantry.identity;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import io.tenantry.kernel.DerivedKeys;
import io.tenantry.kernel.InvalidValueException;
import io.tenantry.kernel.SettingException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.crypto.SecretKey;
import org.bouncycastle.util.io.pem.PemObject;
import org.jspecify.annotations.Nullable;

/**
 * The keys of access tokens. Each is bound to one algorithm and has a name, the {@code kid} of its tokens, so that a public
 * key can never serve as the secret of an HMAC.
 *
 * @param signing what new tokens are signed with
 * @param verifying what tokens may be signed with: {@code signing} first, of RSA keys the public part
 */
record TokenKeys(JWK signing, List<JWK> verifying) {

    private static final int KEY_ID_BYTES = 8;

    private static final String MAKE_ONE =
            "It is not set, and ALGORITHM is RS256. Make a key with: openssl genrsa -out jwt.pem 3072";

    /**
     * The keys of the settings. With RS256 a secret verifies only if it is one of the previous ones.
     *
     * @throws SettingException when one is missing or unusable; it shows nothing of a key
     */
    static TokenKeys of(TokenSettings settings, SecretKeys secrets) {
        JWK signing = settings.isRsa() ? signingKey(settings.jwtPrivateKey()) : hs256(secrets.current());
        Stream<JWK> former = Stream.concat(
                previousKeys(settings.jwtPreviousKeys()),
                secrets.previous().stream().map(TokenKeys::hs256));
        return new TokenKeys(
                signing,
                Stream.concat(Stream.of(signing), former)
                        .map(TokenKeys::withoutPrivatePart)
                        .distinct()
                        .toList());
    }

    /** What may be shown to everybody. */
    List<RSAKey> published() {
        return verifying.stream()
                .filter(RSAKey.class::isInstance)
                .map(RSAKey.class::cast)
                .toList();
    }

    /** The names of the keys, and nothing of what they are. */
    @Override
    public String toString() {
        return verifying.stream().map(JWK::getKeyID).toList().toString();
    }

    private static JWK signingKey(@Nullable String setting) {
        if (setting == null || setting.isBlank()) {
            throw new SettingException(TokenSettings.PRIVATE_KEY, MAKE_ONE);
        }
        return read(TokenSettings.PRIVATE_KEY, setting, TokenKeys::signing);
    }

    private static RSAKey signing(List<PemObject> objects) {
        RSAKey key = RsaPem.key(objects.get(0));
        if (!key.isPrivate()) {
            throw new InvalidValueException("It is a public key, which cannot sign. Set it to the private one.");
        }
        if (objects.size() > 1) {
            throw new InvalidValueException("It holds several keys. Older ones belong into JWT_PREVIOUS_KEYS.");
        }
        return key;
    }

    private static Stream<JWK> previousKeys(@Nullable String setting) {
        return setting == null || setting.isBlank()
                ? Stream.empty()
                : read(
                        TokenSettings.PREVIOUS_KEYS,
                        setting,
                        objects -> objects.stream().<JWK>map(RsaPem::key).toList())
                        .stream();
    }

    private static <T> T read(String variable, String setting, Function<List<PemObject>, T> reading) {
        try {
            return reading.apply(PemText.objects(setting));
        } catch (InvalidValueException unusable) {
            throw new SettingException(variable, unusable.problem());
        }
    }

    private static JWK withoutPrivatePart(JWK key) {
        return key instanceof RSAKey rsa ? rsa.toPublicJWK() : key;
    }

    /** Named after another key that is derived from it, which tells nothing of it. */
    private static JWK hs256(SecretKey secret) {
        byte[] name = new DerivedKeys(secret, List.of())
                .derive("kid", SecretKeys.HMAC)
                .getEncoded();
        return new OctetSequenceKey.Builder(secret)
                .keyUse(KeyUse.SIGNATURE)
                .algorithm(JWSAlgorithm.HS256)
                .keyID(Base64URL.encode(Arrays.copyOf(name, KEY_ID_BYTES)).toString())
                .build();
    }
}
