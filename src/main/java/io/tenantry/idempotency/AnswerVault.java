package io.tenantry.idempotency;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tenantry.kernel.DerivedKeys;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import org.bson.types.Binary;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Encrypts answers, each for its own key: AES-256-GCM with a random nonce in front (NIST SP 800-38D, section 8.2.2), and the
 * key's id as what must be the same when it is opened. What was sealed under a previous secret opens too.
 */
@Component
class AnswerVault {

    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecureRandom random = new SecureRandom();
    private final JsonMapper json = new JsonMapper();
    private final List<SecretKey> keys;

    AnswerVault(DerivedKeys keys) {
        this.keys = keys.deriveAll("idempotency answers", "AES");
        // Java checks who signed a cipher when it is first used, from its file and not on an event loop.
        cipher(Cipher.ENCRYPT_MODE, this.keys.get(0), new byte[NONCE_BYTES], "");
    }

    Binary seal(String id, KeptAnswer answer) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] sealed = sealed(cipher(Cipher.ENCRYPT_MODE, keys.get(0), nonce, id), json.writeValueAsBytes(answer));
        return new Binary(ByteBuffer.allocate(NONCE_BYTES + sealed.length)
                .put(nonce)
                .put(sealed)
                .array());
    }

    KeptAnswer open(String id, Binary sealed) {
        ByteBuffer whole = ByteBuffer.wrap(sealed.getData());
        byte[] nonce = new byte[NONCE_BYTES];
        whole.get(nonce);
        byte[] text = new byte[whole.remaining()];
        whole.get(text);
        return keys.stream()
                .flatMap(key -> opened(cipher(Cipher.DECRYPT_MODE, key, nonce, id), text).stream())
                .findFirst()
                .map(opened -> json.readValue(opened, KeptAnswer.class))
                .orElseThrow(() -> new IllegalStateException("A kept answer is not as it was written."));
    }

    private static Cipher cipher(int mode, SecretKey key, byte[] nonce, String id) {
        try {
            Cipher cipher = Cipher.getInstance(CIPHER);
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(id.getBytes(UTF_8));
            return cipher;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + CIPHER, e);
        }
    }

    private static byte[] sealed(Cipher cipher, byte[] text) {
        try {
            return cipher.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Whatever is not too long can be encrypted", e);
        }
    }

    private static Optional<byte[]> opened(Cipher cipher, byte[] sealed) {
        try {
            return Optional.of(cipher.doFinal(sealed));
        } catch (GeneralSecurityException otherKey) {
            return Optional.empty();
        }
    }
}
