package io.tenantry.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonNull;
import org.bson.BsonString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the hash of an entry is made of: everything but itself, whatever the order of the fields. */
class EntryHashTest {

    /** Written out by hand from bsonspec.org: length, fields {@code a} (int64) and {@code b} (string), zero. */
    @Test
    void isSha256OfTheBsonWithSortedFields() throws Exception {
        byte[] bytes =
                HexFormat.of().parseHex("1a000000" + "1261000100000000000000" + "026200020000007800" + "00" + "");
        bytes[0] = (byte) bytes.length;
        BsonDocument entry = new BsonDocument("b", new BsonString("x")).append("a", new BsonInt64(1));

        assertThat(EntryHash.of(entry))
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
    }

    @Test
    void theOrderOfFieldsDoesNotMatterAtAnyDepth() {
        BsonDocument inner = new BsonDocument("old", new BsonString("x")).append("new", new BsonString("y"));
        BsonDocument turned = new BsonDocument("new", new BsonString("y")).append("old", new BsonString("x"));

        assertThat(EntryHash.of(new BsonDocument("changes", inner).append("list", new BsonArray(List.of(inner)))))
                .isEqualTo(EntryHash.of(
                        new BsonDocument("list", new BsonArray(List.of(turned))).append("changes", turned)));
    }

    @Test
    void itselfIsNotAmongTheFields() {
        assertThat(EntryHash.of(entry().append("hash", new BsonString("anything"))))
                .isEqualTo(EntryHash.of(entry()));
    }

    static List<BsonDocument> others() {
        return List.of(
                entry().append("text", new BsonString("b")),
                entry().append("text", new BsonString("")),
                entry().append("number", new BsonInt64(2)),
                entry().append("number", new BsonInt32(1)),
                entry().append("number", new BsonString("1")),
                entry().append("time", new BsonDateTime(1)),
                entry().append("time", new BsonInt64(0)),
                entry().append("flag", BsonBoolean.FALSE),
                entry().append("nothing", new BsonString("")),
                entry().append("list", new BsonArray(List.of(new BsonString("ab")))),
                entry().append("list", new BsonArray(List.of(new BsonString("b"), new BsonString("a")))),
                entry().append("inner", new BsonDocument("text", BsonNull.VALUE)),
                entry().append("more", BsonNull.VALUE),
                without("text"),
                without("nothing"),
                without("list"));
    }

    @ParameterizedTest
    @MethodSource("others")
    void anythingElseMatters(BsonDocument other) {
        assertThat(EntryHash.of(other)).isNotEqualTo(EntryHash.of(entry()));
    }

    private static BsonDocument without(String field) {
        BsonDocument entry = entry();
        entry.remove(field);
        return entry;
    }

    private static BsonDocument entry() {
        return new BsonDocument("text", new BsonString("a"))
                .append("number", new BsonInt64(1))
                .append("time", new BsonDateTime(0))
                .append("flag", BsonBoolean.TRUE)
                .append("nothing", BsonNull.VALUE)
                .append("list", new BsonArray(List.of(new BsonString("a"), new BsonString("b"))))
                .append("inner", new BsonDocument("text", new BsonString("a")));
    }
}
