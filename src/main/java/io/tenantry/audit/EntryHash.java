package io.tenantry.audit;

import io.tenantry.kernel.Sha256;
import java.util.Map;
import java.util.TreeMap;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;

/**
 * The hash of an entry in an organization's log: SHA-256, in lower-case hexadecimal digits, over the BSON (bsonspec.org,
 * version 1.1) of the document that is stored, without its field {@code hash}, and with the fields of each document in it
 * in the order of their names, by UTF-16 code units.
 *
 * <p>BSON prefixes every value with its type and all that may vary in length with that length, so no two documents have the
 * same bytes. Whatever is added, left out or altered, the type of a value too, makes another hash. Since {@code seq} and
 * {@code prev_hash} are among the fields, so does another place in the log.
 */
final class EntryHash {

    static final String FIELD = "hash";

    private static final BsonDocumentCodec CODEC = new BsonDocumentCodec();

    private EntryHash() {}

    static String of(BsonDocument entry) {
        BsonDocument hashed = inOrder(entry);
        hashed.remove(FIELD);
        return Sha256.hex(new RawBsonDocument(hashed, CODEC).getByteBuffer().asNIO());
    }

    private static BsonDocument inOrder(BsonDocument document) {
        BsonDocument ordered = new BsonDocument();
        for (Map.Entry<String, BsonValue> field : new TreeMap<>(document).entrySet()) {
            ordered.append(field.getKey(), inOrder(field.getValue()));
        }
        return ordered;
    }

    private static BsonValue inOrder(BsonValue value) {
        if (value instanceof BsonDocument document) {
            return inOrder(document);
        }
        return value instanceof BsonArray array
                ? new BsonArray(array.stream().map(EntryHash::inOrder).toList())
                : value;
    }
}
