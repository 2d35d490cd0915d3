package io.tenantry.organization;

import io.tenantry.audit.PlatformAudit;
import io.tenantry.kernel.EmailAddress;
import io.tenantry.kernel.ExpectedVersion;
import io.tenantry.kernel.OrganizationId;
import io.tenantry.kernel.Page;
import io.tenantry.kernel.PageRequest;
import io.tenantry.kernel.Secret;
import io.tenantry.kernel.VersionConflicts;
import java.time.Clock;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** What those who operate the service do with organizations. */
@Service
class PlatformService {

    private final OrganizationStore organizations;
    private final OrganizationWrites writes;
    private final OrganizationListStore lists;
    private final OrganizationDirectory directory;
    private final OrphanStore orphans;
    private final Lifecycle lifecycle;
    private final PlatformAudit audit;
    private final Clock clock;

    PlatformService(
            OrganizationStore organizations,
            OrganizationWrites writes,
            OrganizationListStore lists,
            OrganizationDirectory directory,
            OrphanStore orphans,
            Lifecycle lifecycle,
            PlatformAudit audit,
            Clock clock) {
        this.organizations = organizations;
        this.writes = writes;
        this.lists = lists;
        this.directory = directory;
        this.orphans = orphans;
        this.lifecycle = lifecycle;
        this.audit = audit;
        this.clock = clock;
    }

    /** Begins to make an organization, and does not wait for it. */
    Mono<Progress> create(OrganizationName name, EmailAddress email, Secret password, Tier tier) {
        return audit.recorded(
                lifecycle.provisionInBackground(name, new Founder(email, password, null), tier),
                begun -> OrganizationEvents.created(begun.organization(), name, email, tier));
    }

    /** What the last sweep could not explain. */
    Mono<Page<Orphan>> orphans(PageRequest page) {
        return orphans.list(page.position(), page.fetch()).collectList().map(found -> Page.of(found, page, Orphan::id));
    }

    Mono<Page<Organization>> list(OrganizationFilter filter, PageRequest page) {
        return lists.list(filter, page.afterId(), page.fetch())
                .collectList()
                .map(found ->
                        Page.of(found, page, organization -> organization.id().toString()));
    }

    /** Whatever its state; 404 for one that was deleted as for one that never was. */
    Mono<Organization> get(OrganizationId id) {
        return organizations.find(id).switchIfEmpty(Mono.error(OrganizationProblems::notFound));
    }

    /**
     * 409 {@code operation_in_progress} while it is being made, moved or deleted, {@code version_conflict} when others keep
     * changing it.
     */
    Mono<Organization> turn(OrganizationId id, Suspension suspension) {
        return changed(
                id,
                ExpectedVersion.ANY,
                suspension::changes,
                organization -> organization.turned(suspension.outcome(), clock.instant()));
    }

    /** 412 when it has another version than expected; 409 as above. */
    Mono<Organization> change(OrganizationId id, ExpectedVersion expected, TierChange change) {
        return changed(
                id, expected, change::changes, organization -> organization.assigned(change.tier(), clock.instant()));
    }

    /** What is so already is recorded too: it may be a repetition of a change whose entry could not be written. */
    private Mono<Organization> changed(
            OrganizationId id,
            ExpectedVersion expected,
            Predicate<Organization> decision,
            UnaryOperator<Organization> change) {
        return Mono.defer(() -> organizations.readCurrent(id))
                .switchIfEmpty(Mono.error(OrganizationProblems::notFound))
                .doOnNext(organization -> expected.require(organization.version()))
                .flatMap(organization -> audit.recorded(
                        decision.test(organization)
                                ? writes.swap(organization, change.apply(organization))
                                : Mono.just(organization),
                        done -> OrganizationEvents.changed(organization, done)))
                .retryWhen(VersionConflicts.decidedAgain())
                .map(directory::remember);
    }
}
