package io.tenantry.organization;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.tenantry.tenancy.MasterTemplate;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What the last sweep found that nothing explains. */
@Component
class OrphanStore {

    private final MasterTemplate master;

    OrphanStore(MasterTemplate master) {
        this.master = master;
    }

    /** Keeps the time at which it was first seen; the answer is true for one that was not known. */
    Mono<Boolean> report(Orphan orphan) {
        Update first = new Update()
                .setOnInsert("kind", orphan.kind())
                .setOnInsert("cluster", orphan.cluster())
                .setOnInsert("namespace", orphan.namespace())
                .setOnInsert("since", orphan.since());
        return master.upsert(query(where("_id").is(orphan.id())), first, Orphan.class)
                .map(result -> result.getUpsertedId() != null);
    }

    /** Forgets all but these. */
    Mono<Void> retain(Collection<Orphan> found) {
        List<String> ids = found.stream().map(Orphan::id).toList();
        return master.remove(query(where("_id").nin(ids)), Orphan.class).then();
    }

    /** In the order of their ids. */
    Flux<Orphan> list(@Nullable String after, int limit) {
        Query page = after == null ? new Query() : query(where("_id").gt(after));
        return master.find(page.with(Sort.by("_id")).limit(limit), Orphan.class);
    }
}
