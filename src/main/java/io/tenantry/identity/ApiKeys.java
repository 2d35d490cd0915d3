package io.tenantry.identity;

import io.tenantry.kernel.Actor;
import io.tenantry.kernel.ActorType;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.OrganizationId;
import io.tenantry.kernel.ProblemException;
import io.tenantry.tenancy.PeopleCache;
import io.tenantry.tenancy.PeopleTopic;
import io.tenantry.tenancy.Tenant;
import io.tenantry.tenancy.TenantContext;
import io.tenantry.tenancy.TenantDirectory;
import io.tenantry.tenancy.TenantReads;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Programs that act in an organization by a key. A key that is wrong, revoked or over its time gets the same answer. */
@Component
class ApiKeys {

    private final ApiKeyStore store;
    private final ApiKeyUses uses;
    private final Roles roles;
    private final TenantDirectory directory;
    private final TenantReads reads;
    private final Clock clock;
    private final PeopleCache<ApiKey> known = new PeopleCache<>(key -> List.of(PeopleTopic.caller(key.id())));

    ApiKeys(
            ApiKeyStore store,
            ApiKeyUses uses,
            Roles roles,
            TenantDirectory directory,
            TenantReads reads,
            Clock clock) {
        this.store = store;
        this.uses = uses;
        this.roles = roles;
        this.directory = directory;
        this.reads = reads;
        this.clock = clock;
    }

    /**
     * Who presents a key.
     *
     * @return 401 {@code invalid_token} for one that is not good
     */
    Mono<Authenticated> authenticate(String presented) {
        return Mono.justOrEmpty(ApiKeyText.read(presented))
                .flatMap(text -> directory
                        .find(text.organization())
                        .filter(Tenant::isThere)
                        .flatMap(tenant -> find(text.prefix(), tenant))
                        .filter(key -> key.admits(text) && key.isUsable(clock.instant()))
                        .map(key -> authenticated(text.organization(), key)))
                .switchIfEmpty(Mono.error(ApiKeys::refused));
    }

    private Mono<ApiKey> find(String prefix, Tenant tenant) {
        return known.get(tenant.id() + "/" + prefix, tenant, () -> reads.confirmAbsence(store.findByPrefix(prefix)))
                .contextWrite(TenantContext.with(tenant));
    }

    private static Authenticated authenticated(OrganizationId organization, ApiKey key) {
        Actor actor = new Actor(ActorType.API_KEY, key.id(), organization, key.keyPrefix());
        return new Authenticated(actor, Objects.requireNonNullElse(key.expiresAt(), Instant.MAX));
    }

    /** What the key may do now; 401 when it was revoked since it was authenticated. */
    Mono<Standing> standing(Actor actor) {
        return TenantContext.current()
                .flatMap(tenant -> find(actor.sessionId(), tenant)
                        .filter(key -> key.id().equals(actor.userId()) && key.isUsable(clock.instant()))
                        .flatMap(key -> roles.permissions(tenant, key.role())))
                .map(permissions -> new Standing(null, null, permissions, false))
                .switchIfEmpty(Mono.error(ApiKeys::refused))
                .flatMap(standing ->
                        uses.note(actor.organizationId(), actor.userId()).thenReturn(standing));
    }

    private static ProblemException refused() {
        return new ProblemException(ErrorCode.INVALID_TOKEN, "The API key is not valid, was revoked or has expired.");
    }
}
