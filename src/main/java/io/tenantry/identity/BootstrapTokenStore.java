package io.tenantry.identity;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.tenantry.tenancy.MasterTemplate;
import java.time.Instant;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The one bootstrap token, in the master. */
@Component
class BootstrapTokenStore {

    private final MasterTemplate master;

    BootstrapTokenStore(MasterTemplate master) {
        this.master = master;
    }

    Mono<BootstrapToken> find() {
        return master.findById(BootstrapToken.ID, BootstrapToken.class);
    }

    /** The answer is false when there is one already. */
    Mono<Boolean> insert(BootstrapToken token) {
        return master.insert(token)
                .thenReturn(true)
                .onErrorResume(DuplicateKeyException.class, present -> Mono.just(false));
    }

    /** Puts another one in its place; the answer is false when it is there no more, or was used meanwhile. */
    Mono<Boolean> replace(BootstrapToken stored, BootstrapToken other) {
        return master.replace(
                        query(where("_id")
                                .is(stored.id())
                                .and("hash")
                                .is(stored.hash())
                                .and("used_at")
                                .is(stored.usedAt())),
                        other)
                .map(result -> result.getMatchedCount() == 1);
    }

    Mono<Void> markUsed(BootstrapToken token, Instant now) {
        return master.updateFirst(
                        query(where("_id").is(token.id()).and("hash").is(token.hash())),
                        Update.update("used_at", now),
                        BootstrapToken.class)
                .then();
    }
}
