package io.tenantry.organization;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.tenantry.kernel.OrganizationId;
import io.tenantry.tenancy.MasterDatabase;
import io.tenantry.tenancy.MasterTemplate;
import io.tenantry.tenancy.ServerMoment;
import java.time.Instant;
import java.util.Date;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Which organizations have changed and when, whoever changed them, by the clock of the database server. */
@Component
class OrganizationChanges {

    private final MasterTemplate master;
    private final MasterDatabase database;

    OrganizationChanges(MasterTemplate master, MasterDatabase database) {
        this.master = master;
        this.database = database;
    }

    /** What the clock shows that dates changes, and whose clock it is. */
    Mono<ServerMoment> moment() {
        return database.moment();
    }

    /** The last one that the database has. */
    Mono<Change> last() {
        return find(
                        where(OrganizationStore.CHANGED_AT).exists(true),
                        Sort.by(Sort.Direction.DESC, OrganizationStore.CHANGED_AT),
                        1)
                .next();
    }

    /** In no order. */
    Flux<Change> since(Instant since) {
        return find(where(OrganizationStore.CHANGED_AT).gte(since), Sort.unsorted(), 0);
    }

    private Flux<Change> find(Criteria which, Sort order, int limit) {
        Query query = query(which).with(order).limit(limit);
        query.fields().include("version", OrganizationStore.PEOPLE, OrganizationStore.CHANGED_AT);
        return master.find(query, Document.class, OrganizationStore.COLLECTION.name())
                .map(Change::of);
    }

    /** That an organization has changed, and when. */
    record Change(OrganizationId id, long version, long people, Instant at) {

        private static Change of(Document document) {
            return new Change(
                    new OrganizationId(document.get("_id", ObjectId.class)),
                    document.get("version", Number.class).longValue(),
                    document.get(OrganizationStore.PEOPLE, (Number) 0L).longValue(),
                    document.get(OrganizationStore.CHANGED_AT, Date.class).toInstant());
        }
    }
}
