package io.tenantry.embedded;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.BadValueException;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.wire.BsonConstants;
import de.bwaldvogel.mongo.wire.bson.BsonDecoder;
import de.bwaldvogel.mongo.wire.bson.BsonEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;
import org.jspecify.annotations.Nullable;

/**
 * Values that the store keeps as BSON. Left to itself it serializes Java objects, which takes four times the space, and
 * does so for every comparison of two keys.
 */
abstract class BsonType<T> extends BasicDataType<T> {

    private static final int INITIAL_BYTES = 256;

    /** MongoDB's code for it. */
    private static final int TOO_LARGE = 10334;

    abstract Document toBson(T value);

    abstract T fromBson(Document bson);

    @Override
    public final void write(WriteBuffer out, T value) {
        ByteBuf bytes = encode(toBson(value));
        out.put(bytes.nioBuffer());
    }

    @Override
    public final T read(ByteBuffer in) {
        ByteBuf bytes = Unpooled.wrappedBuffer(in);
        Document bson = BsonDecoder.decodeBson(bytes);
        in.position(in.position() + bytes.readerIndex());
        return fromBson(bson);
    }

    @Override
    public final int getMemory(T value) {
        return memory(toBson(value));
    }

    static int size(Document bson) {
        return encode(bson).readableBytes();
    }

    /**
     * Refuses what could be stored but not read again (a document may grow with every update), or not even be written,
     * which would end the store in the midst of a commit.
     */
    static void requireStorable(Document document) {
        try {
            if (size(document) > BsonConstants.MAX_BSON_OBJECT_SIZE) {
                throw new MongoServerError(TOO_LARGE, "BSONObjectTooLarge", "the document is larger than 16 MB");
            }
        } catch (IllegalArgumentException e) {
            throw new BadValueException("the document cannot be stored: " + e.getMessage());
        }
    }

    static int compareBytes(Document a, Document b) {
        return Arrays.compareUnsigned(bytes(a), bytes(b));
    }

    private static byte[] bytes(Document bson) {
        ByteBuf encoded = encode(bson);
        return Arrays.copyOf(encoded.array(), encoded.readableBytes());
    }

    private static ByteBuf encode(Document bson) {
        ByteBuf bytes = Unpooled.buffer(INITIAL_BYTES);
        BsonEncoder.encodeDocument(bson, bytes);
        return bytes;
    }

    /** About what an object takes on the heap (64-bit, compressed references); it steers the cache and the page size. */
    private static int memory(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .mapToInt(entry -> 48 + memory(entry.getKey()) + memory(entry.getValue()))
                    .reduce(96, Integer::sum);
        }
        if (value instanceof Collection<?> list) {
            return list.stream().mapToInt(element -> 4 + memory(element)).reduce(40, Integer::sum);
        }
        return value instanceof String text ? 48 + text.length() : 32;
    }
}
