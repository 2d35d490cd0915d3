package io.tenantry.organization;

import io.tenantry.kernel.DatabaseFailures;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Changes of an organization that one write is all of. One whose answer was lost is settled by looking at what is there. */
@Component
class OrganizationWrites {

    private final OrganizationStore organizations;

    OrganizationWrites(OrganizationStore organizations) {
        this.organizations = organizations;
    }

    /**
     * Writes what an organization has become, unless it has become something else meanwhile.
     *
     * @return the organization one version on; 409 {@code version_conflict} when another change came first; 503
     *     {@code write_unconfirmed} when it may have been done
     */
    Mono<Organization> swap(Organization before, Organization after) {
        return organizations
                .swap(before, after)
                .onErrorResume(DatabaseFailures::mayHaveBeenDone, lost -> settled(after.next()))
                .switchIfEmpty(Mono.error(OrganizationProblems::changedMeanwhile));
    }

    private Mono<Organization> settled(Organization written) {
        return organizations
                .readCurrent(written.id())
                .onErrorMap(unread -> OrganizationProblems.unconfirmed())
                .filter(now -> now.version() == written.version())
                .switchIfEmpty(Mono.error(OrganizationProblems::unconfirmed))
                .filter(now -> isKept(written, now));
    }

    /** Whether it is that and no other change which came first; the database keeps milliseconds. */
    private static boolean isKept(Organization written, Organization now) {
        return now.equals(written.withPeopleFrom(now).withUpdatedAt(inMilliseconds(written.updatedAt())));
    }

    private static @Nullable Instant inMilliseconds(@Nullable Instant time) {
        return time == null ? null : time.truncatedTo(ChronoUnit.MILLIS);
    }
}
