package io.tenantry.organization;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import io.tenantry.tenancy.MasterCollection;
import io.tenantry.tenancy.MasterTemplate;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bson.types.ObjectId;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Which operations are open, and what became of those that have ended: for thirty days where the server can forget. */
@Component
class OperationStore {

    private static final long KEPT_DAYS = 30;

    static final MasterCollection ENDED = new MasterCollection(
            "operations",
            List.of(new IndexModel(
                    Indexes.ascending("updated_at"), new IndexOptions().expireAfter(KEPT_DAYS, TimeUnit.DAYS))));

    private final MasterTemplate master;

    OperationStore(MasterTemplate master) {
        this.master = master;
    }

    /** Idempotent. */
    Mono<Void> note(OpenOperation open) {
        return master.save(open).then();
    }

    Mono<Void> strikeOut(ObjectId operation) {
        return master.remove(query(where("_id").is(operation)), OpenOperation.class)
                .then();
    }

    Flux<OpenOperation> open() {
        return master.findAll(OpenOperation.class);
    }

    Mono<OpenOperation> findOpen(ObjectId operation) {
        return master.findById(operation, OpenOperation.class);
    }

    /** Idempotent. */
    Mono<Void> keep(EndedOperation ended) {
        return master.save(ended).then();
    }

    Mono<EndedOperation> findEnded(ObjectId operation) {
        return master.findById(operation, EndedOperation.class);
    }
}
