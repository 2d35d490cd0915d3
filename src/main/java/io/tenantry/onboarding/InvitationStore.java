package io.tenantry.onboarding;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import io.tenantry.kernel.EmailAddress;
import io.tenantry.kernel.UserId;
import io.tenantry.tenancy.TenantChange;
import io.tenantry.tenancy.TenantCollection;
import io.tenantry.tenancy.TenantSchema;
import io.tenantry.tenancy.TenantTemplate;
import io.tenantry.tenancy.TenantWrites;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The invitations of the organization that the pipeline runs for. */
@Component
class InvitationStore {

    private static final String OPEN_FOR = "open_for";
    private static final String USE = "use";
    private static final String USER = "use.user_id";
    private static final String ACCEPTED_AT = "accepted_at";

    private static final TenantCollection COLLECTION = new TenantCollection(
            "invitations",
            List.of(new IndexModel(
                    Indexes.ascending(OPEN_FOR), new IndexOptions().unique(true).sparse(true))));

    private final TenantTemplate tenant;
    private final TenantSchema schema;

    InvitationStore(TenantTemplate tenant, TenantSchema schema) {
        this.tenant = tenant;
        this.schema = schema;
    }

    /**
     * Inserts an invitation in the place of the one that is open for the address.
     *
     * @param open that one as it was read, if there was any
     * @return what was replaced, if anything was; a duplicate key, as the error of the pipeline, when another one is open by
     *     now, and while somebody is joining on this one
     */
    Mono<TenantChange<Optional<Invitation>>> put(Invitation invitation, Optional<Invitation> open) {
        return schema.ensure(COLLECTION)
                .then(Mono.defer(() -> Mono.justOrEmpty(open)))
                .filterWhen(read -> removed(unchanged(read).andOperator(idle(invitation.createdAt()))))
                .flatMap(removed -> TenantWrites.second(inserted(invitation, Optional.of(removed))))
                .switchIfEmpty(Mono.defer(() -> inserted(invitation, Optional.empty())));
    }

    private Mono<TenantChange<Optional<Invitation>>> inserted(Invitation invitation, Optional<Invitation> replaced) {
        return tenant.insert(invitation).thenReturn(TenantChange.of(replaced));
    }

    private static Criteria idle(Instant now) {
        return new Criteria().orOperator(where(USE).is(null), where("use.at").lt(now.minus(Invitation.STALE_AFTER)));
    }

    Mono<Invitation> find(ObjectId id) {
        return tenant.findById(id, Invitation.class);
    }

    /** The one that was not accepted yet. */
    Mono<Invitation> findOpen(EmailAddress email) {
        return tenant.findOne(query(where(OPEN_FOR).is(email)), Invitation.class);
    }

    Mono<Invitation> findUsedBy(UserId user) {
        return tenant.findOne(query(where(USER).is(user)), Invitation.class);
    }

    /** In the order of their ids. */
    Flux<Invitation> list(@Nullable ObjectId after, int limit) {
        Query page = after == null ? new Query() : query(where("_id").gt(after));
        return tenant.find(page.with(Sort.by("_id")).limit(limit), Invitation.class);
    }

    /** Enters a use, unless there has been another one since the invitation was read: then the answer is false. */
    Mono<TenantChange<Boolean>> use(Invitation read, Invitation.Use use) {
        return set(unchanged(read), Update.update(USE, use));
    }

    /** Takes back a use that came to nothing. */
    Mono<TenantChange<Boolean>> release(Invitation invitation, UserId user) {
        return set(usedBy(invitation, user).and(ACCEPTED_AT).is(null), new Update().unset(USE));
    }

    /** The answer is false when it is not that person who uses it any more. */
    Mono<TenantChange<Boolean>> accept(Invitation invitation, UserId user, Instant now) {
        return set(usedBy(invitation, user), Update.update(ACCEPTED_AT, now).unset(OPEN_FOR));
    }

    /** Accepts it in the name of who used it and could not say so; the answer is false when somebody has done that. */
    Mono<TenantChange<Boolean>> settle(Invitation invitation, UserId user, Instant now) {
        return set(
                usedBy(invitation, user).and(ACCEPTED_AT).is(null),
                Update.update(ACCEPTED_AT, now).unset(OPEN_FOR));
    }

    /** Removes an invitation as it was read; the answer is false when it has changed since. */
    Mono<TenantChange<Boolean>> remove(Invitation read) {
        return remove(unchanged(read));
    }

    /** Removes one that was not accepted yet, whoever uses it; the answer is false when it was by now, or is gone. */
    Mono<TenantChange<Boolean>> withdraw(Invitation open) {
        return remove(where("_id").is(open.id()).and(ACCEPTED_AT).is(null));
    }

    private static Criteria usedBy(Invitation invitation, UserId user) {
        return where("_id").is(invitation.id()).and(USER).is(user);
    }

    private static Criteria unchanged(Invitation read) {
        Invitation.Use use = read.use();
        return where("_id")
                .is(read.id())
                .and(USER)
                .is(use == null ? null : use.userId())
                .and(ACCEPTED_AT)
                .is(read.acceptedAt());
    }

    private Mono<TenantChange<Boolean>> remove(Criteria which) {
        return removed(which).map(TenantChange::of);
    }

    private Mono<Boolean> removed(Criteria which) {
        return tenant.remove(query(which), Invitation.class).map(result -> result.getDeletedCount() == 1);
    }

    private Mono<TenantChange<Boolean>> set(Criteria which, Update update) {
        return tenant.updateFirst(query(which), update, Invitation.class)
                .map(result -> TenantChange.of(result.getMatchedCount() == 1));
    }
}
