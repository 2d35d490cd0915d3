package io.tenantry.idempotency;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.Indexes;
import io.tenantry.tenancy.MasterCollection;
import io.tenantry.tenancy.MasterTemplate;
import java.time.Instant;
import java.util.List;
import org.bson.types.Binary;
import org.bson.types.ObjectId;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The keys of the last day, in the master. Every change is one of an attempt that is still the key's own. */
@Component
class UsedKeyStore {

    static final MasterCollection COLLECTION =
            new MasterCollection("idempotency_keys", List.of(new IndexModel(Indexes.ascending("first_used_at"))));

    static final int BATCH = 1_000;

    private final MasterTemplate master;

    UsedKeyStore(MasterTemplate master) {
        this.master = master;
    }

    /** Empty when the key was used before. */
    Mono<UsedKey> insert(UsedKey first) {
        return master.insert(first).onErrorResume(DuplicateKeyException.class, used -> Mono.empty());
    }

    Mono<UsedKey> find(String id) {
        return master.findById(id, UsedKey.class);
    }

    /** Empty when somebody else came first. */
    Mono<UsedKey> replace(UsedKey known, UsedKey next) {
        return master.replace(attempt(known), next)
                .filter(result -> result.getMatchedCount() == 1)
                .map(result -> next);
    }

    Mono<Void> keep(UsedKey used, Binary answer) {
        return change(used, Update.update("answer", answer).unset("started_at"));
    }

    Mono<Void> reserve(UsedKey used, ObjectId another) {
        return change(used, Update.update("new_id", another));
    }

    Mono<Void> release(UsedKey used) {
        return change(used, new Update().unset("started_at"));
    }

    private Mono<Void> change(UsedKey used, Update update) {
        return master.updateFirst(attempt(used), update, UsedKey.class).then();
    }

    Mono<Void> forget(UsedKey used) {
        return master.remove(attempt(used), UsedKey.class).then();
    }

    /** Removes at most {@link #BATCH} that were first used before a time, and tells how many. */
    Mono<Long> removeSome(Instant before) {
        Query old = query(where("first_used_at").lt(before)).limit(BATCH);
        old.fields().include("_id");
        return master.find(old, org.bson.Document.class, COLLECTION.name())
                .map(found -> found.getString("_id"))
                .collectList()
                .filter(ids -> !ids.isEmpty())
                .flatMap(ids -> master.remove(
                        query(where("_id").in(ids).and("first_used_at").lt(before)), UsedKey.class))
                .map(result -> result.getDeletedCount())
                .defaultIfEmpty(0L);
    }

    private static Query attempt(UsedKey used) {
        return query(where("_id").is(used.id()).and("attempt").is(used.attempt()));
    }
}
