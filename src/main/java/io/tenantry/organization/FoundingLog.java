package io.tenantry.organization;

import io.tenantry.audit.PlatformAudit;
import io.tenantry.identity.FoundingAdmins;
import io.tenantry.kernel.Uninterrupted;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Tells the platform's log of organizations that people make by themselves. The organization's own log, which begins with its
 * first change, has the entry in its list. Refused and undone attempts leave none, as they leave nothing else.
 */
@Component
class FoundingLog {

    private final PlatformAudit audit;
    private final FoundingAdmins admins;

    FoundingLog(PlatformAudit audit, FoundingAdmins admins) {
        this.audit = audit;
        this.admins = admins;
    }

    /**
     * An organization that is made in a request by its first admin, who is the one that did it.
     *
     * @return 503 {@code write_unconfirmed} when it is there and its entry could not be written
     */
    Mono<Organization> recorded(Mono<Organization> founding) {
        return Uninterrupted.of(founding.flatMap(this::written));
    }

    private Mono<Organization> written(Organization made) {
        return admins.origin(made.adminId(), made.adminEmail())
                .flatMap(founder -> audit.recorded(Mono.just(made), OrganizationEvents::founded, founder));
    }
}
