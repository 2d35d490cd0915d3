package io.tenantry.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantry.kernel.OrganizationId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonNull;
import org.bson.BsonString;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;

/** Contract, {@code GET /audit-log/verify}: a removed or altered entry is found. */
class ChainCheckTest {

    private final List<BsonDocument> chain = new ArrayList<>();

    ChainCheckTest() {
        ChainEnd end = ChainEnd.NONE;
        for (int i = 1; i <= 5; i++) {
            Document link = end.seal(new Document("_id", new ObjectId()).append("action", "create" + i));
            chain.add(link.toBsonDocument());
            end = ChainEnd.of(link);
        }
    }

    @Test
    void whatWasWrittenIsValid() {
        assertThat(verify(headAt(5))).isEqualTo(new AuditVerification(true, 5, null));
    }

    @Test
    void anEmptyLogIsValidUnlessTheHeadKnowsBetter() {
        Optional<ChainHead> head = headAt(5);
        String last = id(5);
        chain.clear();

        assertThat(verify(Optional.empty())).isEqualTo(new AuditVerification(true, 0, null));
        assertThat(verify(head)).isEqualTo(new AuditVerification(false, 0, last));
    }

    /** The instance died between entry and head. */
    @Test
    void aHeadThatIsBehindDoesNoHarm() {
        assertThat(verify(headAt(4))).isEqualTo(new AuditVerification(true, 5, null));
        assertThat(verify(Optional.empty())).isEqualTo(new AuditVerification(true, 5, null));
    }

    @Test
    void anAlteredFieldIsFound() {
        entry(3).append("action", new BsonString("delete"));

        assertBadAt(3);
    }

    @Test
    void anAddedFieldIsFound() {
        entry(3).append("note", BsonNull.VALUE);

        assertBadAt(3);
    }

    @Test
    void aNumberOfAnotherTypeIsFound() {
        entry(3).append("seq", new BsonDouble(3));
        assertBadAt(3);

        entry(3).append("seq", new BsonInt32(3));
        assertBadAt(3);
    }

    @Test
    void anEntryWithoutItsHashIsFound() {
        entry(3).remove("hash");

        assertBadAt(3);
    }

    @Test
    void anotherIdIsFound() {
        entry(3).append("_id", new BsonString("mine"));

        assertThat(verify(headAt(5)).firstBad()).contains("mine");
    }

    @Test
    void aRemovedEntryIsFoundAtTheOneAfterIt() {
        String after = id(4);
        Optional<ChainHead> head = headAt(5);
        chain.remove(2);

        assertThat(verify(head)).isEqualTo(new AuditVerification(false, 2, after));
    }

    @Test
    void aRemovedFirstEntryIsFound() {
        String after = id(2);
        Optional<ChainHead> head = headAt(5);
        chain.remove(0);

        assertThat(verify(head)).isEqualTo(new AuditVerification(false, 0, after));
    }

    @Test
    void removedLastEntriesAreFoundByTheHead() {
        String last = id(5);
        Optional<ChainHead> head = headAt(5);
        chain.remove(4);
        chain.remove(3);

        assertThat(verify(head)).isEqualTo(new AuditVerification(false, 3, last));
    }

    @Test
    void swappedEntriesAreFound() {
        Collections.swap(chain, 2, 3);

        assertThat(verify(headAt(5))).isEqualTo(new AuditVerification(false, 2, id(3)));
    }

    @Test
    void swappedNumbersAreFound() {
        entry(3).append("seq", new BsonInt64(4));
        entry(4).append("seq", new BsonInt64(3));
        Collections.swap(chain, 2, 3);

        assertThat(verify(headAt(5))).isEqualTo(new AuditVerification(false, 2, id(3)));
    }

    @Test
    void anInsertedEntryIsFound() {
        Document forged = new ChainEnd(2, hash(2)).seal(new Document("_id", new ObjectId()).append("action", "forged"));
        String pushedAside = id(3);
        Optional<ChainHead> head = headAt(5);
        chain.add(2, forged.toBsonDocument());

        assertThat(verify(head)).isEqualTo(new AuditVerification(false, 3, pushedAside));
    }

    @Test
    void aForgedHashIsFoundAtTheOneAfterIt() {
        forge(3);

        assertBadAt(4);
    }

    @Test
    void aForgedLastHashIsFoundByTheHead() {
        Optional<ChainHead> head = headAt(5);
        forge(5);

        assertThat(verify(head)).isEqualTo(new AuditVerification(false, 4, id(5)));
    }

    /** All hashes from there on made anew: only the master knows better. */
    @Test
    void aForgedRestOfTheChainIsFoundByTheHead() {
        Optional<ChainHead> head = headAt(4);
        forge(3);
        for (int i = 4; i <= 5; i++) {
            entry(i).append("prev_hash", new BsonString(hash(i - 1)));
            entry(i).append("hash", new BsonString(EntryHash.of(entry(i))));
        }

        assertThat(verify(head)).isEqualTo(new AuditVerification(false, 3, id(4)));
    }

    private void forge(int seq) {
        entry(seq).append("action", new BsonString("forged"));
        entry(seq).append("hash", new BsonString(EntryHash.of(entry(seq))));
    }

    private void assertBadAt(int seq) {
        assertThat(verify(headAt(5))).isEqualTo(new AuditVerification(false, seq - 1, id(seq)));
    }

    private AuditVerification verify(Optional<ChainHead> head) {
        ChainCheck check = ChainCheck.against(head.orElse(null));
        for (BsonDocument entry : chain) {
            check = check.next(entry);
            if (check.isBroken()) {
                break;
            }
        }
        return check.verdict();
    }

    private BsonDocument entry(int seq) {
        return chain.get(seq - 1);
    }

    private String id(int seq) {
        return entry(seq).getObjectId("_id").getValue().toHexString();
    }

    private String hash(int seq) {
        return entry(seq).getString("hash").getValue();
    }

    private Optional<ChainHead> headAt(int seq) {
        return Optional.of(new ChainHead(OrganizationId.create(), seq, hash(seq), new ObjectId(id(seq))));
    }
}
