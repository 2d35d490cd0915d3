package io.tenantry.embedded;

import de.bwaldvogel.mongo.bson.Document;
import java.util.AbstractList;
import java.util.List;

/** A view of stored documents that hands out a copy each time, made when it is asked for. */
final class DocumentCopies extends AbstractList<Document> {

    private final List<Document> stored;

    DocumentCopies(List<Document> stored) {
        this.stored = stored;
    }

    @Override
    public Document get(int index) {
        return stored.get(index).cloneDeeply();
    }

    @Override
    public int size() {
        return stored.size();
    }
}
