package io.tenantry.embedded;

import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.bson.Document;

/** Keys of an index: the values of its fields, normalized by the library ({@code 1} and {@code 1.0} are one key). */
final class IndexKeyType extends BsonType<KeyValue> {

    static final IndexKeyType INSTANCE = new IndexKeyType();

    private IndexKeyType() {}

    @Override
    Document toBson(KeyValue key) {
        Document bson = new Document();
        for (int i = 0; i < key.size(); i++) {
            bson.put(String.valueOf(i), key.get(i));
        }
        return bson;
    }

    @Override
    KeyValue fromBson(Document bson) {
        return new KeyValue(bson.values());
    }

    @Override
    public int compare(KeyValue a, KeyValue b) {
        for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
            int order = KeyOrder.compare(a.get(i), b.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(a.size(), b.size());
    }

    @Override
    public KeyValue[] createStorage(int size) {
        return new KeyValue[size];
    }
}
