package io.tenantry.audit;

import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/**
 * How far a chain has been followed from its first entry on. It holds up as long as each entry has the next number, the
 * hash of the one before, its own hash, and, where the master's head is, the hash that the master knows.
 *
 * @param head what the master knew before the first entry was read; null when it knows nothing
 * @param end the last entry that fits
 * @param firstBad the first one that does not
 */
record ChainCheck(
        @Nullable ChainHead head, ChainEnd end, @Nullable String firstBad) {

    static ChainCheck against(@Nullable ChainHead head) {
        return new ChainCheck(head, ChainEnd.NONE, null);
    }

    boolean isBroken() {
        return firstBad != null;
    }

    /** One entry on, in the order of their numbers. */
    ChainCheck next(BsonDocument entry) {
        String hash = EntryHash.of(entry);
        return follows(entry) && has(entry, EntryHash.FIELD, new BsonString(hash)) && isKnown(hash)
                ? new ChainCheck(head, new ChainEnd(end.seq() + 1, hash), null)
                : new ChainCheck(head, end, id(entry));
    }

    private boolean follows(BsonDocument entry) {
        return has(entry, ChainEnd.SEQ, new BsonInt64(end.seq() + 1))
                && has(entry, ChainEnd.PREV_HASH, new BsonString(end.hash()));
    }

    private boolean isKnown(String hash) {
        return head == null || head.seq() != end.seq() + 1 || head.hash().equals(hash);
    }

    private static boolean has(BsonDocument entry, String field, BsonValue value) {
        return value.equals(entry.get(field));
    }

    private static String id(BsonDocument entry) {
        BsonValue id = entry.get("_id");
        return id != null && id.isObjectId() ? id.asObjectId().getValue().toHexString() : String.valueOf(id);
    }

    /** After the last entry: when the master knows of a later one, the newest are missing. */
    AuditVerification verdict() {
        String bad = firstBad == null && head != null && head.seq() > end.seq()
                ? head.entryId().toHexString()
                : firstBad;
        return new AuditVerification(bad == null, end.seq(), bad);
    }
}
