package io.tenantry.identity;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.tenantry.tenancy.TenantChange;
import io.tenantry.tenancy.TenantCollection;
import io.tenantry.tenancy.TenantSchema;
import io.tenantry.tenancy.TenantTemplate;
import java.util.List;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The roles that an organization has made for itself. */
@Component
class RoleStore {

    private static final TenantCollection COLLECTION = new TenantCollection("roles", List.of());

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

    /** Replaces the version before this one; the answer is false when there is another by now. */
    Mono<TenantChange<Boolean>> replace(Role role) {
        return tenant.replace(version(role.name(), role.version() - 1), role)
                .map(result -> TenantChange.of(result.getMatchedCount() == 1));
    }

    /** Removes this version; the answer is false when there is another by now, or none. */
    Mono<TenantChange<Boolean>> remove(Role role) {
        return tenant.remove(version(role.name(), role.version()), Role.class)
                .map(result -> TenantChange.of(result.getDeletedCount() == 1));
    }

    private static Query version(String name, long version) {
        return query(where("_id").is(name).and("version").is(version));
    }
}
