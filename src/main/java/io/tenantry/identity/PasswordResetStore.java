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
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What passwords may be reset with, in the master, as hashes. */
@Component
class PasswordResetStore {

    static final MasterCollection COLLECTION = new MasterCollection(
            "password_resets",
            List.of(
                    new IndexModel(Indexes.ascending("user_id", "created_at")),
                    new IndexModel(Indexes.ascending("organization_id")),
                    new IndexModel(Indexes.ascending("expires_at"))));

    /** Of each account; one more takes the place of the oldest. */
    private static final int MOST = 3;

    private final MasterTemplate master;

    PasswordResetStore(MasterTemplate master) {
        this.master = master;
    }

    Mono<Void> insert(PasswordReset reset) {
        return master.insert(reset).then(Mono.defer(() -> removeBeyond(reset.userId())));
    }

    private Mono<Void> removeBeyond(UserId user) {
        Query older = query(where("user_id").is(user))
                .with(Sort.by(Sort.Direction.DESC, "created_at"))
                .skip(MOST)
                .limit(MOST);
        return master.find(older, PasswordReset.class)
                .concatMap(oldest -> remove(where("_id").is(oldest.id())))
                .then();
    }

    Mono<PasswordReset> find(String id) {
        return master.findById(id, PasswordReset.class);
    }

    /** Takes it away, which is using it: false when somebody else has, or it has expired. */
    Mono<Boolean> use(PasswordReset reset, Instant now) {
        Criteria good = where("_id").is(reset.id()).and("expires_at").gt(now);
        return master.remove(query(good), PasswordReset.class).map(result -> result.getDeletedCount() == 1);
    }

    Mono<Void> removeAll(UserId user) {
        return remove(where("user_id").is(user));
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
