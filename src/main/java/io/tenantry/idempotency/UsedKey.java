package io.tenantry.idempotency;

import java.time.Duration;
import java.time.Instant;
import org.bson.types.Binary;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * A key that somebody has used.
 *
 * @param id {@link Fingerprint#id}
 * @param request {@link Fingerprint#request}
 * @param newId reserved for what the request makes
 * @param attempt who is at work, or was last; another attempt is another id
 * @param repeated whether this is not the first attempt
 * @param startedAt when this attempt began; null when nobody is at work
 * @param firstUsedAt what the life of the key counts from
 * @param answer encrypted; null before there is one
 */
@Document("idempotency_keys")
record UsedKey(
        @Id String id,
        String request,
        ObjectId newId,
        ObjectId attempt,
        boolean repeated,
        @Nullable Instant startedAt,
        Instant firstUsedAt,
        @Nullable Binary answer) {

    /** Contract, "Idempotency". */
    static final Duration KEPT = Duration.ofHours(24);

    /** After this long whoever is at work is taken for gone: contract, "Idempotency". Far more than a request may last. */
    static final Duration LEASE = Duration.ofSeconds(60);

    /** What a request meets that comes with a used key. */
    enum Meeting {
        /** It is as if the key had never been used. */
        EXPIRED,
        /** It was used for something else. */
        ANOTHER_REQUEST,
        ANSWERED,
        AT_WORK,
        /** An earlier attempt ended without an answer to keep, or died. */
        ABANDONED
    }

    static UsedKey first(Fingerprint asked, Instant now) {
        return new UsedKey(asked.id(), asked.request(), new ObjectId(), new ObjectId(), false, now, now, null);
    }

    Meeting meets(Fingerprint asked, Instant now) {
        if (!firstUsedAt.plus(KEPT).isAfter(now)) {
            return Meeting.EXPIRED;
        }
        if (!request.equals(asked.request())) {
            return Meeting.ANOTHER_REQUEST;
        }
        if (answer != null) {
            return Meeting.ANSWERED;
        }
        return startedAt != null && startedAt.plus(LEASE).isAfter(now) ? Meeting.AT_WORK : Meeting.ABANDONED;
    }

    /** Another attempt at the same, with the same id. */
    UsedKey again(Instant now) {
        return new UsedKey(id, request, newId, new ObjectId(), true, now, firstUsedAt, null);
    }
}
