package io.tenantry.organization;

import io.tenantry.identity.FoundingAdmins;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * What holds for every organization that people make by themselves: the operator lets them, a client address makes so many
 * within an hour, and the platform's log tells of it.
 */
@Component
class SelfService {

    private final OrganizationSettings settings;
    private final FoundingAdmins admins;
    private final FoundingLog foundings;

    SelfService(OrganizationSettings settings, FoundingAdmins admins, FoundingLog foundings) {
        this.settings = settings;
        this.admins = admins;
        this.foundings = foundings;
    }

    /**
     * Makes an organization in a request of its first admin.
     *
     * @return 403 {@code self_service_disabled}; 429 {@code rate_limited}; 503 {@code write_unconfirmed} when it is there and
     *     its entry could not be written
     */
    Mono<Organization> founded(Mono<Organization> founding) {
        return settings.selfService()
                ? admins.countFounding().then(foundings.recorded(founding))
                : Mono.error(OrganizationProblems.selfServiceDisabled());
    }
}
