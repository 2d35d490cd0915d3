package io.tenantry.embedded;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.Document;

/** Positions of documents: the value of the {@code _id}, whatever its type, or {@link Missing} for null. */
final class PositionType extends BsonType<Object> {

    static final PositionType INSTANCE = new PositionType();

    private static final String FIELD = "";

    private PositionType() {}

    @Override
    Document toBson(Object position) {
        return position instanceof Missing ? new Document() : new Document(FIELD, position);
    }

    @Override
    Object fromBson(Document bson) {
        return Missing.ofNullable(bson.get(FIELD));
    }

    @Override
    public int compare(Object a, Object b) {
        return KeyOrder.compare(a, b);
    }

    @Override
    public Object[] createStorage(int size) {
        return new Object[size];
    }
}
