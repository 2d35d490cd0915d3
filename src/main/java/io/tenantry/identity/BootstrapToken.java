package io.tenantry.identity;

import io.tenantry.kernel.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * What makes the first superuser: one for all instances, good once, and only while there is no superuser.
 *
 * @param id always {@value #ID}, so that of several instances that start at once one decides
 * @param hash SHA-256 in hexadecimal digits: the token has too many bits to be tried out, so it needs no slow hash
 * @param configured whether it is the operator's own, or was generated
 * @param usedAt when it was used; unset while it may be
 */
@Document("bootstrap_tokens")
record BootstrapToken(
        @Id String id,
        String hash,
        boolean configured,
        Instant madeAt,
        @Nullable Instant usedAt) {

    static final String ID = "bootstrap";

    static BootstrapToken configured(String token, Instant now) {
        return new BootstrapToken(ID, Sha256.hex(token), true, now, null);
    }

    static BootstrapToken generated(String token, Instant now) {
        return new BootstrapToken(ID, Sha256.hex(token), false, now, null);
    }

    /** Whether this is the token that somebody presents, told in constant time. */
    boolean admits(String presented) {
        return usedAt == null && MessageDigest.isEqual(bytes(hash), bytes(Sha256.hex(presented)));
    }

    boolean isSameAs(BootstrapToken other) {
        return hash.equals(other.hash);
    }

    /** Whether another one takes the place of this: of a used one any does, of an unused one the operator's own. */
    boolean yieldsTo(BootstrapToken other) {
        return !isSameAs(other) && (usedAt != null || other.configured);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
