package io.tenantry.tenancy;

import org.bson.BsonBinary;
import org.bson.BsonType;
import org.bson.BsonValue;

/**
 * The values among which {@code $gte} and {@code $lte} mean the same as the order of an index.
 *
 * <p>A query's comparison sees only values of its operand's type (MongoDB manual, Comparison/Sort Order, and Query
 * Predicates, type bracketing), whereas an index orders all of them. Numbers of every type are one bracket, but NaN,
 * the least of them in the order, compares with nothing but itself. Binary data is split by its subtype, because some
 * servers compare UUIDs only with UUIDs.
 *
 * @param type the type, or {@link BsonType#DOUBLE} for any number
 * @param part the subtype of binary data; 1 for NaN; otherwise 0
 */
record IdBracket(BsonType type, int part) {

    static IdBracket of(BsonValue id) {
        if (id.isNumber() || id.isDecimal128()) {
            return new IdBracket(BsonType.DOUBLE, isNaN(id) ? 1 : 0);
        }
        if (id instanceof BsonBinary binary) {
            return new IdBracket(BsonType.BINARY, binary.getType());
        }
        return new IdBracket(id.getBsonType() == BsonType.SYMBOL ? BsonType.STRING : id.getBsonType(), 0);
    }

    private static boolean isNaN(BsonValue number) {
        return number.isDecimal128()
                ? number.asDecimal128().getValue().isNaN()
                : Double.isNaN(number.asNumber().doubleValue());
    }
}
