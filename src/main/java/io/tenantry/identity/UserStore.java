package io.tenantry.identity;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import io.tenantry.kernel.EmailAddress;
import io.tenantry.kernel.ProblemException;
import io.tenantry.kernel.UserId;
import io.tenantry.tenancy.TenantChange;
import io.tenantry.tenancy.TenantCollection;
import io.tenantry.tenancy.TenantSchema;
import io.tenantry.tenancy.TenantTemplate;
import java.util.List;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The people of the organization that the pipeline runs for. */
@Component
class UserStore {

    private static final TenantCollection COLLECTION = new TenantCollection(
            "users", List.of(new IndexModel(Indexes.ascending("email"), new IndexOptions().unique(true))));

    private final TenantTemplate tenant;
    private final TenantSchema schema;

    UserStore(TenantTemplate tenant, TenantSchema schema) {
        this.tenant = tenant;
        this.schema = schema;
    }

    /**
     * Inserts a user, or finds the one that an earlier attempt inserted under the same id.
     *
     * @throws ProblemException 409 {@code email_taken}, as the error of the pipeline
     */
    Mono<TenantChange<User>> insert(User user) {
        return inserted(user)
                .onErrorResume(
                        DuplicateKeyException.class,
                        duplicate -> find(user.id()).switchIfEmpty(Mono.error(LoginStore::taken)))
                .map(TenantChange::of);
    }

    /** Inserts the first user of an organization unless it is there. Idempotent. */
    Mono<TenantChange<User>> put(User founder) {
        return inserted(founder)
                .onErrorResume(DuplicateKeyException.class, there -> Mono.just(founder))
                .map(TenantChange::of);
    }

    private Mono<User> inserted(User user) {
        return schema.ensure(COLLECTION).then(Mono.defer(() -> tenant.insert(user)));
    }

    Mono<User> find(UserId id) {
        return tenant.findById(id, User.class);
    }

    Mono<Boolean> anyWithEmail(EmailAddress email) {
        return tenant.exists(query(where("email").is(email)), User.class);
    }

    Mono<Boolean> anyWithRole(String role) {
        return tenant.exists(query(where("role").is(role)), User.class);
    }

    /** In the order of their ids. */
    Flux<User> list(@Nullable ObjectId after, int limit) {
        Query page = after == null ? new Query() : query(where("_id").gt(after));
        return tenant.find(page.with(Sort.by("_id")).limit(limit), User.class);
    }

    /** Replaces the version before this one; the answer is false when there is another by now. */
    Mono<TenantChange<Boolean>> replace(User user) {
        Query before = query(where("_id").is(user.id()).and("version").is(user.version() - 1));
        return tenant.replace(before, user).map(result -> TenantChange.of(result.getMatchedCount() == 1));
    }

    /** Removes this version; the answer is false when there is another by now, or none. */
    Mono<TenantChange<Boolean>> remove(User user) {
        Query version = query(where("_id").is(user.id()).and("version").is(user.version()));
        return tenant.remove(version, User.class).map(result -> TenantChange.of(result.getDeletedCount() == 1));
    }
}
