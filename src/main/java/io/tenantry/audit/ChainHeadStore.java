package io.tenantry.audit;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.tenantry.kernel.OrganizationId;
import io.tenantry.tenancy.MasterTemplate;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** How far the chain of each organization has come, in the master. */
@Component
class ChainHeadStore {

    private final MasterTemplate master;

    ChainHeadStore(MasterTemplate master) {
        this.master = master;
    }

    Mono<ChainHead> find(OrganizationId organization) {
        return master.findOne(of(organization), ChainHead.class);
    }

    /** Moves the head forward; one that is further already stays. */
    Mono<Void> advance(ChainHead head) {
        return moved(head)
                .filter(there -> there)
                .switchIfEmpty(Mono.defer(() -> put(head)))
                .then();
    }

    private Mono<Boolean> put(ChainHead first) {
        return master.insert(first).thenReturn(true).onErrorResume(DuplicateKeyException.class, there -> moved(first));
    }

    /** The answer is false when there is none that is behind. */
    private Mono<Boolean> moved(ChainHead head) {
        Query behind = query(where("_id").is(head.organizationId()).and("seq").lt(head.seq()));
        Update to = new Update().set("seq", head.seq()).set("hash", head.hash()).set("entry_id", head.entryId());
        return master.updateFirst(behind, to, ChainHead.class).map(result -> result.getMatchedCount() == 1);
    }

    Mono<Void> remove(OrganizationId organization) {
        return master.remove(of(organization), ChainHead.class).then();
    }

    private static Query of(OrganizationId organization) {
        return query(where("_id").is(organization));
    }
}
