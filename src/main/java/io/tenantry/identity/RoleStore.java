package io.tenantry.identity;

import static org.springframework.data.mongodb.core.FindAndModifyOptions.options;
import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.tenantry.tenancy.TenantChange;
import io.tenantry.tenancy.TenantCollection;
import io.tenantry.tenancy.TenantSchema;
import io.tenantry.tenancy.TenantTemplate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The roles that an organization has made for itself. */
@Component
class RoleStore {

    private static final TenantCollection COLLECTION = new TenantCollection("roles", List.of());
    private static final String HOLDS = "holds.";

    private final TenantTemplate tenant;
    private final TenantSchema schema;

    RoleStore(TenantTemplate tenant, TenantSchema schema) {
        this.tenant = tenant;
        this.schema = schema;
    }

    Mono<Role> find(String name) {
        return tenant.findById(name, Role.class);
    }

    /** In the order of their names, after the one given if any. */
    Flux<Role> list(String after, int limit) {
        return tenant.find(query(where("_id").gt(after)).with(Sort.by("_id")).limit(limit), Role.class);
    }

    /** The answer is false when there is one of that name by now. */
    Mono<TenantChange<Boolean>> insert(Role role) {
        return schema.ensure(COLLECTION)
                .then(Mono.defer(() -> tenant.insert(role)))
                .thenReturn(true)
                .onErrorResume(DuplicateKeyException.class, there -> Mono.just(false))
                .map(TenantChange::of);
    }

    /** Puts this in place of the version before it, but for the holds; the answer is false when there is another by now. */
    Mono<TenantChange<Boolean>> replace(Role role) {
        Update next = new Update()
                .set("permissions", role.grants())
                .set("version", role.version())
                .set("updated_at", role.updatedAt());
        return tenant.updateFirst(
                        version(role.name(), role.version() - 1), described(next, role.description()), Role.class)
                .map(result -> TenantChange.of(result.getMatchedCount() == 1));
    }

    private static Update described(Update update, @Nullable String description) {
        return description == null ? update.unset("description") : update.set("description", description);
    }

    /**
     * Removes this version, unless somebody was about to be given it since it was read; the answer is false when there is
     * another by now, or none.
     */
    Mono<TenantChange<Boolean>> remove(Role role) {
        Query unchanged =
                version(role.name(), role.version()).addCriteria(where("given").is(role.given()));
        return tenant.remove(unchanged, Role.class).map(result -> TenantChange.of(result.getDeletedCount() == 1));
    }

    /** The role as it is from now on, which {@link Role#isHeld} tells; none when there is no such role. */
    Mono<TenantChange<Optional<Role>>> hold(String name, String hold, Instant until) {
        return tenant.findAndModify(
                        query(where("_id").is(name)),
                        new Update().inc("given", 1).set(HOLDS + hold, until),
                        options().returnNew(true),
                        Role.class)
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .map(TenantChange::of);
    }

    Mono<TenantChange<Boolean>> letGo(String name, String hold) {
        return tenant.updateFirst(query(where("_id").is(name)), new Update().unset(HOLDS + hold), Role.class)
                .map(result -> TenantChange.of(result.getMatchedCount() == 1));
    }

    private static Query version(String name, long version) {
        return query(where("_id").is(name).and("version").is(version));
    }
}
