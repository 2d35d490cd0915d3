package io.tenantry.embedded;

import de.bwaldvogel.mongo.bson.Document;

/** Documents, as values of a map. */
final class DocumentType extends BsonType<Document> {

    static final DocumentType INSTANCE = new DocumentType();

    private DocumentType() {}

    @Override
    Document toBson(Document value) {
        return value;
    }

    @Override
    Document fromBson(Document bson) {
        return bson;
    }

    @Override
    public Document[] createStorage(int size) {
        return new Document[size];
    }
}
