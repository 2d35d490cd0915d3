package io.tenantry.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantry.TestMongo;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.bson.BsonArray;
import org.bson.BsonBinary;
import org.bson.BsonBoolean;
import org.bson.BsonDateTime;
import org.bson.BsonDbPointer;
import org.bson.BsonDecimal128;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonJavaScript;
import org.bson.BsonJavaScriptWithScope;
import org.bson.BsonMaxKey;
import org.bson.BsonMinKey;
import org.bson.BsonNull;
import org.bson.BsonObjectId;
import org.bson.BsonRegularExpression;
import org.bson.BsonString;
import org.bson.BsonSymbol;
import org.bson.BsonTimestamp;
import org.bson.BsonUndefined;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.bson.UuidRepresentation;
import org.bson.types.Decimal128;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** "Rename by copy", step 3: every byte of every document arrives, whatever it and its {@code _id} are made of. */
class CopierFidelityTests {

    private static final RawBsonDocument EVERYTHING = CopierFixture.raw(everything());

    private final CopierFixture fixture = new CopierFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void everyTypeArrivesByteByByte() {
        fixture.insertRaw("all", List.of(EVERYTHING));

        fixture.copy();

        List<RawBsonDocument> copied = fixture.stored(fixture.target, "all");
        assertThat(copied).isEqualTo(fixture.stored(fixture.source, "all")).containsExactly(EVERYTHING);
        assertThat(fixture.verify().same()).isTrue();
    }

    @Test
    void everyTypeArrivesAgainWhenTheCopyIsRepeated() {
        fixture.insertRaw("all", List.of(EVERYTHING));
        fixture.copy();
        fixture.copy();
        assertThat(fixture.stored(fixture.target, "all")).containsExactly(EVERYTHING);
    }

    @Test
    void typesThatOnlyARealServerKeepsArriveByteByByte() {
        Assumptions.assumeFalse(TestMongo.isEmbedded(), "the embedded server refuses them when they are inserted");
        RawBsonDocument rare = CopierFixture.raw(new BsonDocument("_id", new BsonInt32(1))
                .append("symbol", new BsonSymbol("s"))
                .append("undefined", new BsonUndefined())
                .append("pointer", new BsonDbPointer("db.c", new ObjectId()))
                .append("scoped", new BsonJavaScriptWithScope("f()", new BsonDocument("a", new BsonInt32(1))))
                .append("md5", new BsonBinary((byte) 5, new byte[16]))
                .append("a.b", new BsonInt32(1)));
        fixture.insertRaw("rare", List.of(rare));

        fixture.copy();

        assertThat(fixture.stored(fixture.target, "rare")).containsExactly(rare);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 7, 50_000})
    void idsOfEveryTypeSideBySideAllArrive(long rangeSize) {
        List<BsonValue> ids = mixedIds();
        Collections.shuffle(ids, new Random(rangeSize));
        fixture.insertIds("mixed", ids);
        assertThat(fixture.stored(fixture.source, "mixed")).hasSameSizeAs(ids);

        fixture.copy(fixture.copier(rangeSize));

        assertThat(fixture.stored(fixture.target, "mixed")).isEqualTo(fixture.stored(fixture.source, "mixed"));
        assertThat(fixture.verify().same()).isTrue();
    }

    @Test
    void thousandsOfIdsOfThreeTypesAreCutWhereTheTypeChanges() {
        List<BsonValue> ids = new ArrayList<>();
        for (int n = 0; n < 1_000; n++) {
            ids.add(n % 2 == 0 ? new BsonInt32(n) : new BsonInt64(n));
            ids.add(new BsonString("n" + n));
            ids.add(new BsonObjectId());
        }
        fixture.insertIds("mixed", ids);

        fixture.copy(fixture.copier(400));

        assertThat(fixture.aggregateCommands()).hasSize(9);
        assertThat(fixture.verify().same()).isTrue();
    }

    private static BsonDocument everything() {
        return new BsonDocument("_id", new BsonInt32(1))
                .append("zebra", new BsonString("fields are not in alphabetical order"))
                .append("apple", new BsonString(""))
                .append("unicode", new BsonString("é ﷽ 👩‍👩‍👧 \u0000 \u202e"))
                .append("int32", new BsonInt32(1))
                .append("int64", new BsonInt64(1))
                .append("int64 beyond double", new BsonInt64((1L << 53) + 1))
                .append("double", new BsonDouble(1))
                .append("negative zero", new BsonDouble(-0.0))
                .append("nan", new BsonDouble(Double.NaN))
                .append("another nan", new BsonDouble(Double.longBitsToDouble(0x7ff8000000000abcL)))
                .append("infinity", new BsonDouble(Double.NEGATIVE_INFINITY))
                .append("decimal", decimal("1.500"))
                .append("decimal negative zero", decimal("-0E+3"))
                .append("decimal nan", decimal("NaN"))
                .append("decimal infinity", decimal("-Infinity"))
                .append("document", BsonDocument.parse("{z: {y: {x: {}}}, a: []}"))
                .append("array", BsonArray.parse("[1, [2, [3]], {a: null}, null, 'x']"))
                .append("binary", new BsonBinary(new byte[] {0, -1, 127, -128}))
                .append("empty binary", new BsonBinary(new byte[0]))
                .append("uuid", uuid(UuidRepresentation.STANDARD, 7))
                .append("legacy uuid", uuid(UuidRepresentation.JAVA_LEGACY, 7))
                .append("object id", new BsonObjectId())
                .append("true", BsonBoolean.TRUE)
                .append("false", BsonBoolean.FALSE)
                .append("date", new BsonDateTime(1_700_000_000_123L))
                .append("date before 1970", new BsonDateTime(-1))
                .append("null", BsonNull.VALUE)
                .append("regex", new BsonRegularExpression("^a.*b$", "im"))
                .append("code", new BsonJavaScript("function () { return 1; }"))
                .append("timestamp", new BsonTimestamp(1_700_000_000, 42))
                .append("least", new BsonMinKey())
                .append("greatest", new BsonMaxKey());
    }

    private static List<BsonValue> mixedIds() {
        return new ArrayList<>(List.of(
                new BsonMinKey(),
                BsonNull.VALUE,
                new BsonDouble(Double.NaN),
                new BsonDouble(Double.NEGATIVE_INFINITY),
                decimal("-12345678901.5"),
                new BsonInt64(Long.MIN_VALUE),
                new BsonInt32(-3),
                new BsonDouble(-2.5),
                new BsonDouble(-0.0),
                new BsonInt32(1),
                decimal("1.25"),
                new BsonDouble(1.5),
                new BsonInt64(2),
                new BsonInt64((1L << 53) + 1),
                new BsonDouble(Double.POSITIVE_INFINITY),
                new BsonString(""),
                new BsonString("A"),
                new BsonString("a"),
                new BsonString("$a"),
                new BsonString("é"),
                new BsonString("👩‍👩‍👧"),
                new BsonDocument(),
                BsonDocument.parse("{a: 1}"),
                BsonDocument.parse("{a: 1, b: 2}"),
                BsonDocument.parse("{b: 2, a: 1}"),
                BsonDocument.parse("{a: {b: [1, {c: null}]}}"),
                BsonDocument.parse("{a: 'x'}"),
                new BsonBinary(new byte[0]),
                new BsonBinary(new byte[] {1}),
                new BsonBinary(new byte[] {-1}),
                new BsonBinary(new byte[] {1, 2}),
                uuid(UuidRepresentation.STANDARD, 1),
                uuid(UuidRepresentation.STANDARD, -1),
                uuid(UuidRepresentation.JAVA_LEGACY, 1),
                uuid(UuidRepresentation.JAVA_LEGACY, -1),
                new BsonObjectId(new ObjectId("000000000000000000000000")),
                new BsonObjectId(new ObjectId("507f1f77bcf86cd799439011")),
                new BsonObjectId(new ObjectId("ffffffffffffffffffffffff")),
                BsonBoolean.FALSE,
                BsonBoolean.TRUE,
                new BsonDateTime(-1),
                new BsonDateTime(0),
                new BsonDateTime(1_700_000_000_123L),
                new BsonTimestamp(1, 1),
                new BsonTimestamp(1, 2),
                new BsonTimestamp(2, 1),
                new BsonMaxKey()));
    }

    private static BsonDecimal128 decimal(String value) {
        return new BsonDecimal128(Decimal128.parse(value));
    }

    private static BsonBinary uuid(UuidRepresentation representation, long bits) {
        return new BsonBinary(new UUID(bits, bits), representation);
    }
}
