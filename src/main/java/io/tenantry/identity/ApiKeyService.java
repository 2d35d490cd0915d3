package io.tenantry.identity;

import io.tenantry.audit.AuditLog;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.ExpectedVersion;
import io.tenantry.kernel.NewId;
import io.tenantry.kernel.Page;
import io.tenantry.kernel.PageRequest;
import io.tenantry.kernel.ProblemException;
import io.tenantry.kernel.UserId;
import io.tenantry.kernel.VersionConflicts;
import io.tenantry.tenancy.PeopleChanges;
import io.tenantry.tenancy.PeopleTopic;
import io.tenantry.tenancy.TenantReads;
import io.tenantry.tenancy.TenantWrites;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** The API keys of an organization, run by those who may. */
@Service
class ApiKeyService {

    private final ApiKeyStore store;
    private final ApiKeyUses uses;
    private final Roles roles;
    private final PeopleChanges people;
    private final AuditLog audit;
    private final TenantReads reads;
    private final TenantWrites writes;
    private final Clock clock;

    ApiKeyService(
            ApiKeyStore store,
            ApiKeyUses uses,
            Roles roles,
            PeopleChanges people,
            AuditLog audit,
            TenantReads reads,
            TenantWrites writes,
            Clock clock) {
        this.store = store;
        this.uses = uses;
        this.roles = roles;
        this.people = people;
        this.audit = audit;
        this.reads = reads;
        this.writes = writes;
        this.clock = clock;
    }

    /**
     * Makes a key.
     *
     * @return the key with its text, which nobody can tell afterwards; 400 for a role that is none or an end that is past;
     *     403 for a role that may do more than the caller
     */
    Mono<Created> create(Admitted caller, NewApiKey wanted) {
        Instant now = clock.instant();
        requireFuture(wanted.expiresAt(), now);
        ApiKeyText text = ApiKeyText.random(caller.actor().organizationId());
        return roles.giving(
                        wanted.role(),
                        caller.permissions(),
                        NewId.current()
                                .flatMap(id -> made(
                                        id,
                                        ApiKey.create(
                                                new UserId(id.value()),
                                                text,
                                                wanted,
                                                caller.actor().userId(),
                                                now))))
                .map(made -> new Created(made, text));
    }

    private Mono<ApiKey> made(NewId id, ApiKey key) {
        return writes.confirm(
                audit.recorded(id.repeated() ? store.put(key) : store.insert(key), IdentityEvents::created));
    }

    private static void requireFuture(@Nullable Instant expiry, Instant now) {
        if (expiry != null && !expiry.isAfter(now)) {
            throw ProblemException.invalid("expires_at", "must be in the future");
        }
    }

    /** In the order of their making, with their last uses. */
    Mono<Page<Used>> list(PageRequest page) {
        return reads.confirmList(store.list(page.afterId(), page.fetch()))
                .flatMap(found -> uses.lastUses(found.stream().map(ApiKey::id).toList())
                        .map(last -> found.stream()
                                .map(key -> new Used(key, last.get(key.id())))
                                .toList()))
                .map((List<Used> found) ->
                        Page.of(found, page, used -> used.key().id().toString()));
    }

    /**
     * Refuses a key from now on; within a second on every instance. Idempotent; 403 for one that may do more than the caller,
     * 404 for none, 412 when it has another version than expected.
     */
    Mono<Void> revoke(Admitted caller, UserId id, ExpectedVersion expected) {
        return people.noticed(
                        caller.actor().organizationId(),
                        PeopleTopic.caller(id),
                        Mono.defer(() -> get(id))
                                .doOnNext(key -> expected.require(key.version()))
                                .delayUntil(key -> roles.requireNoLess(key.role(), caller.permissions()))
                                .flatMap(this::revoked)
                                .retryWhen(VersionConflicts.decidedAgain()))
                .then();
    }

    private Mono<ApiKey> get(UserId id) {
        return reads.confirmAbsence(store.find(id))
                .switchIfEmpty(Mono.error(() -> ProblemException.notFound("API key")));
    }

    /** Of one that was revoked before this records and confirms that it is: nobody may have been told, and no entry tell. */
    private Mono<Boolean> revoked(ApiKey key) {
        return writes.confirm(audit.recordedIf(
                        store.revoke(key.id(), clock.instant()).map(done -> done.map(now -> now || key.isRevoked())),
                        Boolean::booleanValue,
                        done -> IdentityEvents.revoked(key.id())))
                .filter(Boolean::booleanValue)
                .switchIfEmpty(Mono.error(ApiKeyService::changedMeanwhile));
    }

    private static ProblemException changedMeanwhile() {
        return new ProblemException(ErrorCode.VERSION_CONFLICT, "The key was revoked by somebody else meanwhile.");
    }

    /** A key that was just made. */
    record Created(ApiKey key, ApiKeyText text) {}

    /** A key and when it was used last, if ever. */
    record Used(ApiKey key, @Nullable Instant lastUsedAt) {}
}
