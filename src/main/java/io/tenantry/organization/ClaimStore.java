package io.tenantry.organization;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import io.tenantry.kernel.OrganizationId;
import io.tenantry.tenancy.MasterCollection;
import io.tenantry.tenancy.MasterTemplate;
import io.tenantry.tenancy.Placement;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The claims of all organizations. */
@Component
class ClaimStore {

    static final MasterCollection COLLECTION = new MasterCollection(
            "claims",
            List.of(
                    new IndexModel(Indexes.ascending("organization_id")),
                    new IndexModel(Indexes.ascending("drop_after"), new IndexOptions().sparse(true))));

    private final MasterTemplate master;

    ClaimStore(MasterTemplate master) {
        this.master = master;
    }

    /**
     * Takes claims, in order, up to the first that is held already, by whomever.
     *
     * @return the claim that could not be taken; empty when all were
     */
    Mono<String> take(OrganizationId organization, ObjectId operation, List<String> wanted) {
        return Flux.fromIterable(wanted)
                .concatMap(claim -> take(Claim.held(claim, organization, operation)))
                .next();
    }

    /** A claim that this same operation took before is its own. */
    private Mono<String> take(Claim claim) {
        return master.insert(claim)
                .flatMap(taken -> Mono.<String>empty())
                .onErrorResume(
                        DuplicateKeyException.class,
                        held -> isHeld(claim).flatMap(own -> own ? Mono.empty() : Mono.just(claim.id())));
    }

    private Mono<Boolean> isHeld(Claim claim) {
        return master.exists(query(takenIn(claim.operationId(), claim.organizationId(), claim.id())), Claim.class);
    }

    /** Whether anybody holds it, or ever held a namespace. */
    Mono<Boolean> isTaken(String claim) {
        return master.exists(query(where("_id").is(claim)), Claim.class);
    }

    /** Gives back a claim that an operation took, and no later one of the same organization. */
    Mono<Void> release(OrganizationId organization, @Nullable ObjectId operation, String claim) {
        return master.remove(query(takenIn(operation, organization, claim)), Claim.class)
                .then();
    }

    /** Gives back whatever an organization still holds. */
    Mono<Void> releaseAll(OrganizationId organization) {
        return master.remove(
                        query(where("organization_id")
                                .is(organization)
                                .and("state")
                                .is(Claim.State.HELD)),
                        Claim.class)
                .then();
    }

    /** Retires a namespace for ever; what lies in it may be dropped from then on. Idempotent. */
    Mono<Void> retire(OrganizationId organization, Placement placement, Instant dropAfter) {
        return retire(own(organization, Claim.namespace(placement)), placement, dropAfter);
    }

    /** The same for one that an operation took, and for no other: not for the place where the organization lives. */
    Mono<Void> retire(OrganizationId organization, ObjectId operation, Placement placement, Instant dropAfter) {
        return retire(takenIn(operation, organization, Claim.namespace(placement)), placement, dropAfter);
    }

    private Mono<Void> retire(Criteria which, Placement placement, Instant dropAfter) {
        return master.updateFirst(
                        query(which),
                        new Update()
                                .set("state", Claim.State.RETIRED)
                                .set("placement", placement)
                                .set("drop_after", dropAfter),
                        Claim.class)
                .then();
    }

    private static Criteria takenIn(@Nullable ObjectId operation, OrganizationId organization, String claim) {
        return own(organization, claim).and("operation_id").is(operation);
    }

    private static Criteria own(OrganizationId organization, String claim) {
        return where("_id")
                .is(claim)
                .and("organization_id")
                .is(organization)
                .and("state")
                .is(Claim.State.HELD);
    }

    /** Every claim that somebody holds. */
    Flux<Claim> held() {
        return master.scan(new Document("state", Claim.State.HELD.name()), Claim.class);
    }

    Flux<Claim> findAll(Collection<String> ids) {
        return master.find(query(where("_id").in(ids)), Claim.class);
    }

    /** Retired namespaces whose data is due to be dropped; whoever drops it may take their time between two of them. */
    Flux<Claim> due(Instant now) {
        Document due = new Document("state", Claim.State.RETIRED.name())
                .append("drop_after", new Document("$lte", now))
                .append("dropped_at", null);
        return master.scan(due, Claim.class);
    }

    Mono<Void> dropped(Claim claim, Instant now) {
        Update dropped = Update.update("dropped_at", now).unset("drop_after");
        return master.updateFirst(query(where("_id").is(claim.id())), dropped, Claim.class)
                .then();
    }
}
