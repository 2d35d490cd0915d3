package io.tenantry.identity;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.Indexes;
import io.tenantry.kernel.OrganizationId;
import io.tenantry.kernel.UserId;
import io.tenantry.tenancy.MasterCollection;
import io.tenantry.tenancy.MasterTemplate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * When API keys were used last, written down at most once a minute and key by all instances together, so that what is shown may
 * be two minutes behind. It is in the master, since a read must not write into an organization that may be moving.
 */
@Component
class ApiKeyUses {

    private static final String NAME = "api_key_uses";
    private static final String LAST_USED_AT = "last_used_at";
    private static final Duration EVERY = Duration.ofMinutes(1);
    private static final int REMEMBERED = 100_000;

    static final MasterCollection COLLECTION =
            new MasterCollection(NAME, List.of(new IndexModel(Indexes.ascending("organization_id"))));

    private final MasterTemplate master;
    private final Clock clock;
    private final Cache<UserId, Instant> noted = Caffeine.newBuilder()
            .maximumSize(REMEMBERED)
            .expireAfterWrite(EVERY)
            .build();

    ApiKeyUses(MasterTemplate master, Clock clock) {
        this.master = master;
        this.clock = clock;
    }

    /** A use that cannot be written down is still one. */
    Mono<Void> note(OrganizationId organization, UserId key) {
        Instant now = clock.instant();
        return noted.asMap().putIfAbsent(key, now) == null
                ? written(organization, key, now).onErrorComplete()
                : Mono.empty();
    }

    /** Fails with a duplicate key when a use within the minute stands there, which another instance wrote. */
    private Mono<Void> written(OrganizationId organization, UserId key, Instant now) {
        return master.upsert(
                        query(where("_id").is(key).and(LAST_USED_AT).lte(Date.from(now.minus(EVERY)))),
                        new Update()
                                .set(LAST_USED_AT, Date.from(now))
                                .setOnInsert("organization_id", organization.value()),
                        NAME)
                .then();
    }

    /** Of those that were ever used. */
    Mono<Map<UserId, Instant>> lastUses(Collection<UserId> keys) {
        return master.find(query(where("_id").in(keys)), Document.class, NAME)
                .collectMap(
                        use -> new UserId(use.get("_id", ObjectId.class)),
                        use -> use.getDate(LAST_USED_AT).toInstant());
    }

    Mono<Void> forgetAll(OrganizationId organization) {
        return master.remove(query(where("organization_id").is(organization.value())), NAME)
                .then();
    }
}
