package io.tenantry.identity;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.Indexes;
import io.tenantry.kernel.OrganizationId;
import io.tenantry.kernel.UserId;
import io.tenantry.tenancy.MasterCollection;
import io.tenantry.tenancy.MasterTemplate;
import java.time.Instant;
import java.util.List;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** What passwords may be reset with, in the master, as hashes: of each account one. */
@Component
class PasswordResetStore {

    static final MasterCollection COLLECTION = new MasterCollection(
            "password_resets",
            List.of(
                    new IndexModel(Indexes.ascending("organization_id")),
                    new IndexModel(Indexes.ascending("expires_at"))));

    /** Two were asked for at once, and neither found one to replace. */
    private static final Retry AFTER_ANOTHER = Retry.max(3)
            .filter(DuplicateKeyException.class::isInstance)
            .onRetryExhaustedThrow((spec, last) -> last.failure());

    private final MasterTemplate master;

    PasswordResetStore(MasterTemplate master) {
        this.master = master;
    }

    /** In the place of the one that the account has. */
    Mono<Void> put(PasswordReset reset) {
        return Mono.defer(() -> master.save(reset)).retryWhen(AFTER_ANOTHER).then();
    }

    Mono<PasswordReset> find(UserId id) {
        return master.findById(id, PasswordReset.class);
    }

    /** Takes it away, which is using it: false when somebody else has, it was replaced, or it has expired. */
    Mono<Boolean> use(PasswordReset reset, Instant now) {
        Criteria good = where("_id")
                .is(reset.userId())
                .and("hash")
                .is(reset.hash())
                .and("expires_at")
                .gt(now);
        return master.remove(query(good), PasswordReset.class).map(result -> result.getDeletedCount() == 1);
    }

    Mono<Void> remove(UserId id) {
        return remove(where("_id").is(id));
    }

    Mono<Void> removeAll(OrganizationId organization) {
        return remove(where("organization_id").is(organization));
    }

    Mono<Void> removeExpired(Instant now) {
        return remove(where("expires_at").lte(now));
    }

    private Mono<Void> remove(Criteria which) {
        return master.remove(query(which), PasswordReset.class).then();
    }
}
