package io.tenantry.idempotency;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tenantry.kernel.DerivedKeys;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import org.springframework.stereotype.Component;

/**
 * Hashes that only this service can make (HMAC-SHA256, RFC 2104), so that who reads the database can neither guess whose a
 * key is nor try passwords on a body.
 */
@Component
class Fingerprints {

    private static final String ALGORITHM = "HmacSHA256";
    private static final byte END = 0;

    private final List<SecretKey> owners;
    private final List<SecretKey> requests;

    Fingerprints(DerivedKeys keys) {
        this.owners = keys.deriveAll("idempotency owners", ALGORITHM);
        this.requests = keys.deriveAll("idempotency requests", ALGORITHM);
    }

    /**
     * Under the current secret, and then under each previous one.
     *
     * @param owner what the key belongs to, none of which has a null character in it
     * @param body compared byte by byte: the same JSON with another space in it is another body
     */
    List<Fingerprint> of(List<String> owner, String query, byte[] body) {
        return IntStream.range(0, owners.size())
                .mapToObj(i -> new Fingerprint(owner(owners.get(i), owner), request(requests.get(i), query, body)))
                .toList();
    }

    private static String owner(SecretKey key, List<String> parts) {
        Mac mac = mac(key);
        parts.forEach(part -> {
            mac.update(part.getBytes(UTF_8));
            mac.update(END);
        });
        return text(mac);
    }

    private static String request(SecretKey key, String query, byte[] body) {
        Mac mac = mac(key);
        mac.update(query.getBytes(UTF_8));
        mac.update(END);
        mac.update(body);
        return text(mac);
    }

    private static String text(Mac mac) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal());
    }

    private static Mac mac(SecretKey key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + ALGORITHM, e);
        }
    }
}
