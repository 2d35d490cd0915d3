package io.tenantry.identity;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.tenantry.kernel.OrganizationId;
import io.tenantry.kernel.UserId;
import io.tenantry.tenancy.MasterTemplate;
import java.util.List;
import org.bson.types.ObjectId;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Who administers which organization: one document an organization, in the master, so that "the last admin stays" is one
 * atomic step whatever number of instances. A person is entered after they have become an active admin and struck out
 * before they cease to be one. It may all the same name somebody who is none, entered late by an instance that died then:
 * {@link AdminRoster} looks at who is left.
 */
@Component
class AdminStore {

    static final String COLLECTION = "admins";

    private static final String MEMBERS = "members";

    private final MasterTemplate master;

    AdminStore(MasterTemplate master) {
        this.master = master;
    }

    Mono<Void> add(OrganizationId organization, UserId admin) {
        return master.upsert(
                        query(where("_id").is(organization.value())),
                        new Update().addToSet(MEMBERS, admin.value()),
                        COLLECTION)
                .then();
    }

    /** Enters the founder, unless the organization has had a list before. Idempotent, and harmless when it comes late. */
    Mono<Void> found(OrganizationId organization, UserId founder) {
        return master.upsert(
                        query(where("_id").is(organization.value())),
                        new Update().setOnInsert(MEMBERS, List.of(founder.value())),
                        COLLECTION)
                .then();
    }

    Flux<UserId> members(OrganizationId organization) {
        return master.findOne(query(where("_id").is(organization.value())), Members.class, COLLECTION)
                .flatMapIterable(Members::members)
                .map(UserId::new);
    }

    /** Strikes an admin out; the answer is false, and nothing is done, when there is no other. */
    Mono<Boolean> removeUnlessLast(OrganizationId organization, UserId admin) {
        Criteria another = new Criteria()
                .orOperator(
                        where(MEMBERS).ne(admin.value()), where(MEMBERS + ".1").exists(true));
        return master.updateFirst(
                        query(where("_id").is(organization.value()).andOperator(another)),
                        new Update().pull(MEMBERS, admin.value()),
                        COLLECTION)
                .map(result -> result.getMatchedCount() == 1);
    }

    Mono<Void> remove(OrganizationId organization, UserId admin) {
        return master.updateFirst(
                        query(where("_id").is(organization.value())),
                        new Update().pull(MEMBERS, admin.value()),
                        COLLECTION)
                .then();
    }

    Mono<Void> removeAll(OrganizationId organization) {
        return master.remove(query(where("_id").is(organization.value())), COLLECTION)
                .then();
    }

    /** A list as it is stored. */
    private record Members(List<ObjectId> members) {}
}
