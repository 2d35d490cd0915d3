package io.tenantry.embedded;

import de.bwaldvogel.mongo.backend.AbstractSynchronizedMongoCollection;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.DocumentWithPosition;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.backend.ValueComparator;
import de.bwaldvogel.mongo.bson.Document;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/**
 * A collection whose stored documents never change: an update stores a new one. The library's own hands out the stored
 * objects and updates them in place, so that an answer may be encoded from a document that another connection is just
 * changing; and it counts and adds indexes without the monitor that guards both.
 */
final class StoredCollection extends AbstractSynchronizedMongoCollection<Object> {

    private static final int SAMPLE = 1_000;

    private final MVMap<Object, Document> documents;
    private final Runnable betweenDocuments;

    /** @param betweenDocuments run after each document that is added on its own, holding nothing of this collection */
    StoredCollection(
            StoredDatabase database,
            String name,
            CollectionOptions options,
            MVMap<Object, Document> documents,
            Runnable betweenDocuments,
            CursorRegistry cursors) {
        super(database, name, options, cursors);
        this.documents = documents;
        this.betweenDocuments = betweenDocuments;
    }

    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized") // the monitor is left before the pause
    public void addDocument(Document document) {
        BsonType.requireStorable(document);
        super.addDocument(document);
        pause();
    }

    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized") // the monitor is left before the pause
    public Document findAndModify(Document query) {
        Document answer = super.findAndModify(query);
        pause();
        return answer;
    }

    /** Not within a batch of inserts, which keeps the monitor that others need once they are let through. */
    private void pause() {
        if (!Thread.holdsLock(this)) {
            betweenDocuments.run();
        }
    }

    @Override
    protected Object addDocumentInternal(Document document) {
        Object position = position(document);
        if (documents.putIfAbsent(position, document) != null) {
            throw new IllegalStateException("A document with the key " + position + " is stored already.");
        }
        return position;
    }

    private Object position(Document document) {
        String idField = getIdField();
        return idField == null ? UUID.randomUUID() : Missing.ofNullable(Utils.getSubdocumentValue(document, idField));
    }

    @Override
    protected @Nullable Document getDocument(Object position) {
        return documents.get(position);
    }

    @Override
    protected void handleUpdate(Object position, Document before, Document after) {
        documents.put(position, after);
    }

    @Override
    protected void removeDocument(Object position) {
        if (documents.remove(position) == null) {
            throw new IllegalStateException("No document with the key " + position + " is stored.");
        }
    }

    @Override
    protected Stream<DocumentWithPosition<Object>> streamAllDocumentsWithPosition() {
        return documents.entrySet().stream().map(entry -> new DocumentWithPosition<>(entry.getValue(), entry.getKey()));
    }

    /** Uses the first index whose fields the query fixes; the library uses one only if the query names no other field. */
    @Override
    protected QueryResult queryDocuments(
            Document query,
            @Nullable Document order,
            int skip,
            int limit,
            int batchSize,
            @Nullable Document projection) {
        return IndexLookup.positions(getIndexes(), query)
                .map(positions -> matchDocuments(query, positions, order, skip, limit, batchSize, projection))
                .orElseGet(() -> matchDocuments(query, order, skip, limit, batchSize, projection));
    }

    @Override
    protected QueryResult matchDocuments(
            Document query,
            @Nullable Document order,
            int skip,
            int limit,
            int batchSize,
            @Nullable Document projection) {
        return matchDocumentsFromStream(inNaturalOrder(order), query, order, skip, limit, batchSize, projection);
    }

    private Stream<Document> inNaturalOrder(@Nullable Document order) {
        Stream<DocumentWithPosition<Object>> all = streamAllDocumentsWithPosition();
        return (isNaturalDescending(order)
                        ? all.sorted(Comparator.comparing(DocumentWithPosition::getPosition, ValueComparator.desc()))
                        : all)
                .map(DocumentWithPosition::getDocument);
    }

    @Override
    protected QueryResult createQueryResult(List<Document> matched, int batchSize) {
        return super.createQueryResult(new DocumentCopies(matched), batchSize);
    }

    @Override
    public synchronized void addIndex(Index<Object> index) {
        try {
            super.addIndex(index);
        } catch (RuntimeException e) {
            forget(index);
            throw e;
        }
    }

    /** The library would take an index that could be built half-way only for a finished one the next time. */
    private void forget(Index<Object> index) {
        if (index instanceof StoredUniqueIndex unique
                && getIndexes().stream().noneMatch(i -> i.getName().equals(index.getName()))) {
            unique.clear();
        }
    }

    @Override
    public synchronized void dropIndex(String index) {
        super.dropIndex(index);
    }

    @Override
    public synchronized int count(@Nullable Document query, int skip, int limit) {
        return super.count(query, skip, limit);
    }

    @Override
    public int count() {
        return documents.size();
    }

    /** Not counted along with every write, but added up when somebody asks. */
    @Override
    protected boolean tracksDataSize() {
        return false;
    }

    @Override
    protected void updateDataSize(int change) {
        throw new UnsupportedOperationException("the size is not tracked");
    }

    /** About, by the first of them: whoever asks for statistics does not want everything read. */
    @Override
    protected int getDataSize() {
        double average = documents.values().stream()
                .limit(SAMPLE)
                .mapToInt(BsonType::size)
                .average()
                .orElse(0);
        return (int) Math.min(average * documents.sizeAsLong(), Integer.MAX_VALUE);
    }
}
