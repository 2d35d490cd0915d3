package io.tenantry.audit;

import org.bson.Document;

/**
 * Where the chain of an organization's log ends: the number and the hash of its newest entry. The next one takes the next
 * number and carries that hash, so that no entry can be altered, removed or put in between without the ones after it
 * telling.
 */
record ChainEnd(long seq, String hash) {

    static final String SEQ = "seq";
    static final String PREV_HASH = "prev_hash";

    /** Before the first entry: number 0, and a hash of zeros. */
    static final ChainEnd NONE = new ChainEnd(0, "0".repeat(64));

    /** The end that a stored entry makes; one that somebody has taken the hash from is followed like the first. */
    static ChainEnd of(Document entry) {
        String hash = entry.get(EntryHash.FIELD) instanceof String text ? text : NONE.hash;
        return new ChainEnd(entry.get(SEQ, Number.class).longValue(), hash);
    }

    /** The entry as the next link of the chain. */
    Document seal(Document entry) {
        Document link = new Document(entry).append(SEQ, seq + 1).append(PREV_HASH, hash);
        return link.append(EntryHash.FIELD, EntryHash.of(link.toBsonDocument()));
    }
}
