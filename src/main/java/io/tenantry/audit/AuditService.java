package io.tenantry.audit;

import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.OrganizationId;
import io.tenantry.kernel.Page;
import io.tenantry.kernel.PageRequest;
import io.tenantry.kernel.ProblemException;
import io.tenantry.tenancy.TenantContext;
import io.tenantry.tenancy.TenantDirectory;
import io.tenantry.tenancy.TenantReads;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** The log of the organization that the pipeline runs for, for those who may read it. */
@Service
class AuditService {

    private final AuditStore entries;
    private final PlatformAuditStore platform;
    private final ChainHeadStore heads;
    private final TenantReads reads;
    private final TenantDirectory directory;

    AuditService(
            AuditStore entries,
            PlatformAuditStore platform,
            ChainHeadStore heads,
            TenantReads reads,
            TenantDirectory directory) {
        this.entries = entries;
        this.platform = platform;
        this.heads = heads;
        this.reads = reads;
        this.directory = directory;
    }

    /** The newest first: the organization's own entries, and those of the platform's log that are in it. */
    Mono<Page<AuditEntry>> list(OrganizationId organization, AuditFilter filter, PageRequest page) {
        AuditPosition after = AuditPosition.of(page);
        return Mono.zip(
                        reads.confirmList(entries.list(filter, after, page.fetch())),
                        platform.list(organization, filter, after, page.fetch()).collectList())
                .map(found -> newest(found.getT1(), found.getT2(), page))
                .map(found -> Page.of(found, page, entry -> entry.position().toString()));
    }

    private static List<AuditEntry> newest(List<AuditEntry> own, List<AuditEntry> platform, PageRequest page) {
        return Stream.concat(own.stream(), platform.stream())
                .sorted(AuditEntry.NEWEST_FIRST)
                .limit(page.fetch())
                .toList();
    }

    /**
     * Follows the chain from its first entry on, in memory that does not grow with it. The head is read first: what was
     * acknowledged until then must be there. 503 {@code organization_busy} when the organization moves meanwhile and the
     * chain that is left behind does not hold up, or is taken away while it is read.
     */
    Mono<AuditVerification> verify(OrganizationId organization) {
        return heads.find(organization)
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .flatMap(head -> follow(ChainCheck.against(head.orElse(null))))
                .onErrorResume(failure -> unlessMoved(Mono.error(failure)))
                .flatMap(verdict -> verdict.valid() ? Mono.just(verdict) : unlessMoved(Mono.just(verdict)));
    }

    private Mono<AuditVerification> follow(ChainCheck start) {
        return entries.chain()
                .scan(start, ChainCheck::next)
                .takeUntil(ChainCheck::isBroken)
                .last()
                .map(ChainCheck::verdict);
    }

    private <T> Mono<T> unlessMoved(Mono<T> outcome) {
        return TenantContext.current()
                .flatMap(routed -> directory.readCurrent(routed.id()).filter(now -> now.epoch() == routed.epoch()))
                .switchIfEmpty(Mono.error(AuditService::moved))
                .then(outcome);
    }

    private static ProblemException moved() {
        return new ProblemException(
                ErrorCode.ORGANIZATION_BUSY, "The organization has moved while its log was read: repeat the request.");
    }
}
