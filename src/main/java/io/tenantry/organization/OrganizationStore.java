package io.tenantry.organization;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import io.tenantry.kernel.OrganizationId;
import io.tenantry.tenancy.MasterCollection;
import io.tenantry.tenancy.MasterDatabase;
import io.tenantry.tenancy.MasterTemplate;
import io.tenantry.tenancy.Placement;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.FindAndModifyOptions;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The organizations. Every change is a compare-and-set on status and epoch, grows the version, and leaves the time of the
 * database server in {@code changed_at}, by which other instances find it.
 */
@Component
class OrganizationStore {

    static final MasterCollection COLLECTION = new MasterCollection(
            "organizations",
            List.of(
                    new IndexModel(
                            Indexes.ascending("name_key"),
                            new IndexOptions().unique(true).sparse(true)),
                    new IndexModel(Indexes.ascending("changed_at"))));

    private static final String CHANGED_AT = "changed_at";

    private static final FindAndModifyOptions AFTER =
            FindAndModifyOptions.options().returnNew(true);

    private final MasterTemplate master;
    private final MasterDatabase database;

    OrganizationStore(MasterTemplate master, MasterDatabase database) {
        this.master = master;
        this.database = database;
    }

    /** The answer is false when the name belongs to another organization. */
    Mono<Boolean> insert(Organization organization) {
        return master.insert(organization)
                .thenReturn(true)
                .onErrorResume(DuplicateKeyException.class, taken -> Mono.just(false));
    }

    /** Names the claims that a provisioning organization is about to take in place of others. */
    Mono<Organization> place(Organization organization) {
        return compareAndSet(
                organization,
                new Update().set("placement", organization.placement()).set("claims", organization.claims()));
    }

    /** Forgets an organization that never was. */
    Mono<Void> removeProvisioning(OrganizationId id) {
        return master.remove(
                        query(where("_id").is(id).and("status").is(OrganizationStatus.PROVISIONING)),
                        Organization.class)
                .then();
    }

    Mono<Organization> find(OrganizationId id) {
        return master.findOne(query(where("_id").is(id).and("name_key").exists(true)), Organization.class);
    }

    Mono<Organization> findByKey(String nameKey) {
        return master.findOne(query(where("name_key").is(nameKey)), Organization.class);
    }

    /** As it is now: from the primary, linearizable where the server can. */
    Mono<Organization> readCurrent(OrganizationId id) {
        return master.query(Organization.class)
                .matching(query(where("_id").is(id).and("name_key").exists(true))
                        .withReadConcern(database.currentReads()))
                .one();
    }

    /** Changes the display name alone, within one key. */
    Mono<Organization> respell(Organization before, String name, Instant now) {
        return compareAndSet(before, new Update().set("name", name).set("updated_at", now));
    }

    /** Names a claim that an active organization is about to take beside those it has; empty when it is busy. */
    Mono<Organization> intend(Organization before, String claim) {
        return compareAndSet(before, new Update().addToSet("claims", claim));
    }

    /** Names a claim no longer that could not be taken; does nothing once another operation has begun. */
    Mono<Organization> forgo(Organization before, String claim) {
        return compareAndSet(before, new Update().pull("claims", claim));
    }

    /** Changes the status, and with it the epoch; empty when another change came first. */
    Mono<Organization> enter(Organization before, OrganizationStatus status, List<String> claims) {
        return compareAndSet(before, nextEpoch(status).set("claims", claims));
    }

    /** The switch of a rename: name, place and status at once. */
    Mono<Organization> move(
            Organization before, OrganizationName name, Placement target, List<String> claims, Instant now) {
        return compareAndSet(
                before,
                nextEpoch(OrganizationStatus.ACTIVE)
                        .set("name", name.display())
                        .set("name_key", name.key().value())
                        .set("placement", target)
                        .set("claims", claims)
                        .set("updated_at", now));
    }

    /** Suspends or resumes, with the next epoch; empty when another change came first. */
    Mono<Organization> turn(Organization before, OrganizationStatus status, Instant now) {
        return compareAndSet(before, nextEpoch(status).set("updated_at", now));
    }

    /** Changes the tier alone; empty when another change came first. */
    Mono<Organization> assign(Organization before, Tier tier, Instant now) {
        return compareAndSet(before, new Update().set("tier", tier).set("updated_at", now));
    }

    /** Leaves of an organization only what tells those who still work for it that it is gone. */
    Mono<Void> bury(Organization deleting) {
        Update tombstone = nextEpoch(OrganizationStatus.DELETED);
        List.of(
                        "name",
                        "name_key",
                        "placement",
                        "claims",
                        "admin_email",
                        "admin_id",
                        "tier",
                        "created_at",
                        "updated_at")
                .forEach(tombstone::unset);
        return master.updateFirst(query(unchanged(deleting)), noted(tombstone), Organization.class)
                .then();
    }

    private static Update nextEpoch(OrganizationStatus status) {
        return new Update().set("status", status).inc("epoch", 1);
    }

    private Mono<Organization> compareAndSet(Organization before, Update update) {
        return master.findAndModify(query(unchanged(before)), noted(update), AFTER, Organization.class);
    }

    private static Update noted(Update update) {
        return update.inc("version", 1).currentDate(CHANGED_AT);
    }

    private static Criteria unchanged(Organization before) {
        return where("_id")
                .is(before.id())
                .and("status")
                .is(before.status())
                .and("epoch")
                .is(before.epoch());
    }

    /** The last change that the database has, by its own clock. */
    Mono<Change> lastChange() {
        return changes(where(CHANGED_AT).exists(true), Sort.by(Sort.Direction.DESC, CHANGED_AT), 1)
                .next();
    }

    Flux<Change> changesSince(Instant since) {
        return changes(where(CHANGED_AT).gte(since), Sort.unsorted(), 0);
    }

    private Flux<Change> changes(Criteria which, Sort order, int limit) {
        Query query = query(which).with(order).limit(limit);
        query.fields().include("version", CHANGED_AT);
        return master.find(query, Document.class, COLLECTION.name()).map(Change::of);
    }

    Flux<Organization> findAll(Collection<OrganizationId> ids) {
        return master.find(query(where("_id").in(ids).and("name_key").exists(true)), Organization.class);
    }

    /** That an organization has changed, and when. */
    record Change(OrganizationId id, long version, Instant at) {

        private static Change of(Document document) {
            return new Change(
                    new OrganizationId(document.get("_id", ObjectId.class)),
                    document.get("version", Number.class).longValue(),
                    document.get(CHANGED_AT, Date.class).toInstant());
        }
    }
}
