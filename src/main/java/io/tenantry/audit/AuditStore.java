package io.tenantry.audit;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import com.mongodb.ReadConcern;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import io.tenantry.tenancy.TenantCollection;
import io.tenantry.tenancy.TenantSchema;
import io.tenantry.tenancy.TenantTemplate;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The log of the organization that the pipeline runs for. Entries are added, never changed or removed. */
@Component
class AuditStore {

    static final Sort NEWEST_FIRST = Sort.by(Sort.Direction.DESC, "at", "_id");

    private static final TenantCollection COLLECTION = new TenantCollection(
            "audit_log",
            List.of(
                    new IndexModel(Indexes.ascending(ChainEnd.SEQ), new IndexOptions().unique(true)),
                    new IndexModel(Indexes.ascending("at", "_id")),
                    new IndexModel(Indexes.ascending("actor.id", "at", "_id")),
                    new IndexModel(Indexes.ascending("resource_id", "at", "_id"))));

    private final TenantTemplate tenant;
    private final TenantSchema schema;

    AuditStore(TenantTemplate tenant, TenantSchema schema) {
        this.tenant = tenant;
        this.schema = schema;
    }

    /**
     * Inserts an entry as the one after an end of the chain; the answer is the end that it makes.
     *
     * @throws DuplicateKeyException as the error of the pipeline, when another came first
     */
    Mono<ChainEnd> append(AuditEntry entry, ChainEnd end) {
        return schema.ensure(COLLECTION)
                .then(Mono.defer(() -> tenant.insert(end.seal(document(entry)), COLLECTION.name())))
                .map(ChainEnd::of);
    }

    private Document document(AuditEntry entry) {
        Document document = new Document();
        tenant.getConverter().write(entry, document);
        return document;
    }

    /** Of what a majority has: what comes after it must never be without it, whichever server is the next primary. */
    Mono<ChainEnd> findEnd() {
        Query newest = query(where(ChainEnd.SEQ).gt(0L))
                .with(Sort.by(Sort.Direction.DESC, ChainEnd.SEQ))
                .withReadConcern(ReadConcern.MAJORITY);
        return tenant.findOne(newest, Document.class, COLLECTION.name()).map(ChainEnd::of);
    }

    Flux<AuditEntry> list(AuditFilter filter, @Nullable AuditPosition after, int limit) {
        return tenant.find(filter.query(after).with(NEWEST_FIRST).limit(limit), AuditEntry.class);
    }

    /** All of it in the order of its numbers, as it is stored. */
    Flux<BsonDocument> chain() {
        return tenant.scan(COLLECTION.name(), Indexes.ascending(ChainEnd.SEQ));
    }
}
