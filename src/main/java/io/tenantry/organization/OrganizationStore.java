package io.tenantry.organization;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import io.tenantry.kernel.OrganizationId;
import io.tenantry.tenancy.CopyProgress;
import io.tenantry.tenancy.MasterCollection;
import io.tenantry.tenancy.MasterDatabase;
import io.tenantry.tenancy.MasterTemplate;
import io.tenantry.tenancy.PeopleTopic;
import io.tenantry.tenancy.PeopleVersion;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The organizations. Every change is a compare-and-set on the version, which is why it can write only the fields that it
 * changes; it grows the version by one, and leaves the time of the database server in {@code changed_at}, by which other
 * instances find it: {@link OrganizationChanges}. Three writes leave the version as it is: a beat of an operation, which
 * also tells of its progress, its handing back, and the note that people have changed.
 */
@Component
class OrganizationStore {

    /** The key of a name that callers can see. Before that, and after, the claim of the name is all there is. */
    private static final String VISIBLE_KEY = "visible_key";

    static final String CHANGED_AT = "changed_at";

    /** Counted beside everything else: a compare-and-set neither minds nor writes it. */
    static final String PEOPLE = "people";

    private static final String PEOPLE_TOPICS = "people_topics";

    private static final Set<String> COUNTED_BESIDE = Set.of(PEOPLE, PEOPLE_TOPICS);

    static final MasterCollection COLLECTION = new MasterCollection(
            "organizations",
            List.of(
                    new IndexModel(
                            Indexes.ascending(VISIBLE_KEY),
                            new IndexOptions().unique(true).sparse(true)),
                    new IndexModel(Indexes.ascending(CHANGED_AT))));

    private static final Set<String> LEFT_OF_THE_DEAD = Set.of("_id", "status", "epoch", "version");

    private final MasterTemplate master;
    private final MasterDatabase database;

    OrganizationStore(MasterTemplate master, MasterDatabase database) {
        this.master = master;
        this.database = database;
    }

    Mono<Organization> insert(Organization organization) {
        return master.insert(stored(organization), COLLECTION.name()).thenReturn(organization);
    }

    /**
     * Writes what an organization has become, unless it has become something else meanwhile.
     *
     * @return the organization one version on; empty when another change came first
     * @throws DuplicateKeyException as the error of the pipeline, when its name is visible elsewhere
     */
    Mono<Organization> swap(Organization before, Organization after) {
        return swap(unchanged(before), before, after);
    }

    /** The same, unless the operation has shown a sign of life meanwhile. */
    Mono<Organization> takeOver(Organization before, Organization after) {
        return swap(unchanged(before).append("operation.beat", beat(before)), before, after);
    }

    private static long beat(Organization organization) {
        return organization.requiredOperation().beat();
    }

    private Mono<Organization> swap(Document unchanged, Organization before, Organization after) {
        Organization next = after.next();
        return master.execute(Organization.class, all -> all.updateOne(unchanged, update(before, next)))
                .next()
                .filter(result -> result.getMatchedCount() == 1)
                .map(result -> next);
    }

    private Document update(Organization before, Organization next) {
        ChangedFields changed = ChangedFields.between(before, next, master.getConverter(), COUNTED_BESIDE);
        changed.put(VISIBLE_KEY, next.isVisible() ? next.nameKey() : null);
        return changed.update().append("$currentDate", new Document(CHANGED_AT, true));
    }

    private Document stored(Organization organization) {
        Document document = new Document();
        master.getConverter().write(organization, document);
        if (organization.isVisible()) {
            document.append(VISIBLE_KEY, organization.nameKey());
        }
        return document;
    }

    /** Whoever has handed an operation back or lost it changes nothing more. */
    private static Document unchanged(Organization before) {
        Document unchanged = new Document("_id", before.id().value()).append("version", before.version());
        Operation operation = before.operation();
        return operation == null ? unchanged : unchanged.append("operation.owner", operation.owner());
    }

    /** Leaves of an organization only what tells those who still work for it that it is gone. */
    Mono<Boolean> bury(Organization before) {
        Document unset = new Document(VISIBLE_KEY, "");
        master.getConverter()
                .getMappingContext()
                .getRequiredPersistentEntity(Organization.class)
                .forEach(property -> unset.append(property.getFieldName(), ""));
        LEFT_OF_THE_DEAD.forEach(unset::remove);
        Document tombstone = new Document("$set", new Document("status", OrganizationStatus.DELETED.name()))
                .append("$inc", new Document("epoch", 1L).append("version", 1L))
                .append("$unset", unset)
                .append("$currentDate", new Document(CHANGED_AT, true));
        return master.execute(Organization.class, all -> all.updateOne(unchanged(before), tombstone))
                .next()
                .map(result -> result.getMatchedCount() == 1);
    }

    /** Removes an organization that never was. */
    Mono<Boolean> forget(Organization before) {
        return master.execute(Organization.class, all -> all.deleteOne(unchanged(before)))
                .next()
                .map(result -> result.getDeletedCount() == 1);
    }

    /** Renews the lease of an operation; false for whoever has lost it. */
    Mono<Boolean> beat(
            OrganizationId id, ObjectId operation, String owner, @Nullable CopyProgress progress, Instant now) {
        Update beat = new Update().inc("operation.beat", 1).set("operation.updated_at", now);
        return updateOperation(
                id, operation, owner, progress == null ? beat : beat.set("operation.progress", progress));
    }

    Mono<Void> notePeopleChanged(OrganizationId id, PeopleTopic about) {
        Update noted = new Update()
                .inc(PEOPLE, 1)
                .push(PEOPLE_TOPICS)
                .slice(-PeopleVersion.LATEST)
                .each(about.number())
                .currentDate(CHANGED_AT);
        return master.updateFirst(query(there(where("_id").is(id))), noted, Organization.class)
                .then();
    }

    /** Lets any instance go on with an operation at once. */
    Mono<Boolean> handBack(OrganizationId id, ObjectId operation, String owner) {
        return updateOperation(
                id, operation, owner, new Update().unset("operation.owner").inc("operation.beat", 1));
    }

    private Mono<Boolean> updateOperation(OrganizationId id, ObjectId operation, String owner, Update update) {
        Criteria own = where("_id")
                .is(id)
                .and("operation._id")
                .is(operation)
                .and("operation.owner")
                .is(owner);
        return master.updateFirst(query(own), update, Organization.class).map(result -> result.getMatchedCount() == 1);
    }

    Mono<Organization> find(OrganizationId id) {
        return master.findOne(query(there(where("_id").is(id))), Organization.class);
    }

    /** The organization whose name callers can see under that key. */
    Mono<Organization> findByKey(String nameKey) {
        return master.findOne(query(where(VISIBLE_KEY).is(nameKey)), Organization.class);
    }

    /** As it is now: from the primary, linearizable where the server can. */
    Mono<Organization> readCurrent(OrganizationId id) {
        return master.query(Organization.class)
                .matching(query(there(where("_id").is(id))).withReadConcern(database.currentReads()))
                .one();
    }

    Flux<Organization> findAll(Collection<OrganizationId> ids) {
        return master.find(query(there(where("_id").in(ids))), Organization.class);
    }

    /** The claims that each of these names; of one that is not there nothing. */
    Mono<Map<OrganizationId, List<String>>> claimsOf(Collection<OrganizationId> ids) {
        Query query = query(there(where("_id").in(ids)));
        query.fields().include("claims");
        return master.find(query, Document.class, COLLECTION.name())
                .collectMap(
                        found -> new OrganizationId(found.get("_id", ObjectId.class)),
                        found -> found.getList("claims", String.class));
    }

    /** Those to which something is being done. */
    Flux<Organization> busy() {
        return master.scan(new Document("operation", new Document("$exists", true)), Organization.class);
    }

    private static Criteria there(Criteria which) {
        return which.and("status").ne(OrganizationStatus.DELETED);
    }
}
