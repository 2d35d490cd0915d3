package io.tenantry.identity;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.ProblemException;
import io.tenantry.kernel.UserId;
import io.tenantry.tenancy.TenantChange;
import io.tenantry.tenancy.TenantCollection;
import io.tenantry.tenancy.TenantSchema;
import io.tenantry.tenancy.TenantTemplate;
import java.time.Instant;
import java.util.List;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.ReplaceOptions;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The API keys of the organization that the pipeline runs for. */
@Component
class ApiKeyStore {

    private static final TenantCollection COLLECTION = new TenantCollection(
            "api_keys", List.of(new IndexModel(Indexes.ascending("key_prefix"), new IndexOptions().unique(true))));

    private final TenantTemplate tenant;
    private final TenantSchema schema;

    ApiKeyStore(TenantTemplate tenant, TenantSchema schema) {
        this.tenant = tenant;
        this.schema = schema;
    }

    /**
     * Inserts a key. A later attempt at the same request, which took this one for dead, may have told its caller of another
     * text under that id: then the error of the pipeline is 409 {@code idempotency_in_progress}.
     */
    Mono<TenantChange<ApiKey>> insert(ApiKey key) {
        return schema.ensure(COLLECTION)
                .then(Mono.defer(() -> tenant.insert(key)))
                .onErrorMap(DuplicateKeyException.class, taken -> takenOver())
                .map(TenantChange::of);
    }

    /**
     * In the place of one under the same id, whose text nobody was told: a request that is repeated makes one key. 409
     * {@code version_conflict} when it was revoked meanwhile, which stays so.
     */
    Mono<TenantChange<ApiKey>> put(ApiKey key) {
        Query unrevoked = query(where("_id").is(key.id()).and("revoked_at").is(null));
        return schema.ensure(COLLECTION)
                .then(Mono.defer(() -> tenant.replace(
                        unrevoked, key, ReplaceOptions.replaceOptions().upsert())))
                .onErrorMap(DuplicateKeyException.class, revoked -> revokedMeanwhile())
                .thenReturn(TenantChange.of(key));
    }

    private static ProblemException revokedMeanwhile() {
        return new ProblemException(
                ErrorCode.VERSION_CONFLICT,
                "An earlier attempt at the same request made the key, and it was revoked. Make another one, with another"
                        + " Idempotency-Key.");
    }

    private static ProblemException takenOver() {
        return new ProblemException(
                ErrorCode.IDEMPOTENCY_IN_PROGRESS, "Another attempt at the same request has made the key.");
    }

    Mono<ApiKey> find(UserId id) {
        return tenant.findById(id, ApiKey.class);
    }

    Mono<ApiKey> findByPrefix(String prefix) {
        return tenant.findOne(query(where("key_prefix").is(prefix)), ApiKey.class);
    }

    /** In the order of their ids. */
    Flux<ApiKey> list(@Nullable ObjectId after, int limit) {
        Query page = after == null ? new Query() : query(where("_id").gt(after));
        return tenant.find(page.with(Sort.by("_id")).limit(limit), ApiKey.class);
    }

    /** Whether a key that can still be used has a role: {@link ApiKey#isUsable}. */
    Mono<Boolean> anyUsableWithRole(String role, Instant now) {
        return tenant.exists(
                query(where("role")
                        .is(role)
                        .and("revoked_at")
                        .is(null)
                        .orOperator(
                                where("expires_at").is(null),
                                where("expires_at").gt(now))),
                ApiKey.class);
    }

    /** Revokes a key; the answer is false when it was revoked before, or there is none. */
    Mono<TenantChange<Boolean>> revoke(UserId id, Instant now) {
        Query unrevoked = query(where("_id").is(id).and("revoked_at").is(null));
        return tenant.updateFirst(unrevoked, Update.update("revoked_at", now), ApiKey.class)
                .map(result -> TenantChange.of(result.getMatchedCount() == 1));
    }
}
