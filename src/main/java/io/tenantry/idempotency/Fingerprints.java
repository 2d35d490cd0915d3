package io.tenantry.idempotency;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tenantry.kernel.DerivedKeys;
import io.tenantry.kernel.KeyedHash;
import java.util.List;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;

/**
 * Hashes that only this service can make, so that who reads the database can neither guess whose a key is nor try passwords
 * on a body.
 */
@Component
class Fingerprints {

    private static final String END = "\0";

    private final List<KeyedHash> owners;
    private final List<KeyedHash> requests;

    Fingerprints(DerivedKeys keys) {
        this.owners = keys.hashAll("idempotency owners");
        this.requests = keys.hashAll("idempotency requests");
    }

    /**
     * Under the current secret, and then under each previous one.
     *
     * @param owner what the key belongs to, none of which has a null character in it
     * @param body compared byte by byte: the same JSON with another space in it is another body
     */
    List<Fingerprint> of(List<String> owner, String query, byte[] body) {
        byte[][] parts = owner.stream().map(Fingerprints::ended).toArray(byte[][]::new);
        return IntStream.range(0, owners.size())
                .mapToObj(i -> new Fingerprint(
                        owners.get(i).text(parts), requests.get(i).text(ended(query), body)))
                .toList();
    }

    private static byte[] ended(String part) {
        return (part + END).getBytes(UTF_8);
    }
}
