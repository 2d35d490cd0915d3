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
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The sessions of everybody, in the master: one document each, so that what ends or renews one is a single step. */
@Component
class SessionStore {

    static final MasterCollection COLLECTION = new MasterCollection(
            "refresh_tokens",
            List.of(
                    new IndexModel(Indexes.ascending("user_id", "started_at")),
                    new IndexModel(Indexes.ascending("organization_id")),
                    new IndexModel(Indexes.ascending("expires_at"))));

    private final MasterTemplate master;

    SessionStore(MasterTemplate master) {
        this.master = master;
    }

    Mono<Session> insert(Session session) {
        return master.insert(session);
    }

    Mono<Session> find(String id) {
        return master.findById(id, Session.class);
    }

    /** Puts the next refresh token in the place of this one; false when another request has, or the session has ended. */
    Mono<Boolean> renew(RefreshToken presented, RefreshToken next, Instant expiresAt) {
        Update renewed = new Update()
                .set("generation", next.generation())
                .set("refresh_hash", next.hash())
                .set("expires_at", expiresAt);
        return master.updateFirst(query(newest(presented)), renewed, Session.class)
                .map(result -> result.getMatchedCount() == 1);
    }

    /** Whether a token is the last that was made of its session. */
    Mono<Boolean> isAt(RefreshToken token) {
        return master.findOne(query(newest(token)), Session.class).hasElement();
    }

    private static Criteria newest(RefreshToken token) {
        return where("_id")
                .is(token.session())
                .and("generation")
                .is(token.generation())
                .and("refresh_hash")
                .is(token.hash());
    }

    Mono<Void> end(String id) {
        return remove(where("_id").is(id));
    }

    Mono<Void> endAll(UserId user) {
        return remove(where("user_id").is(user));
    }

    Mono<Void> endOthers(UserId user, String kept) {
        return remove(where("user_id").is(user).and("_id").ne(kept));
    }

    Mono<Void> endAll(OrganizationId organization) {
        return remove(where("organization_id").is(organization));
    }

    /** The oldest sessions of somebody who has more than so many. */
    Flux<Session> beyond(UserId user, int most) {
        Query older = query(where("user_id").is(user))
                .with(Sort.by(Sort.Direction.DESC, "started_at"))
                .skip(most)
                .limit(most);
        return master.find(older, Session.class);
    }

    Mono<Void> endExpired(Instant now) {
        return remove(where("expires_at").lte(now));
    }

    private Mono<Void> remove(Criteria which) {
        return master.remove(query(which), Session.class).then();
    }
}
