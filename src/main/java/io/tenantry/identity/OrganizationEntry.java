package io.tenantry.identity;

import io.tenantry.kernel.Actor;
import io.tenantry.kernel.ActorType;
import io.tenantry.kernel.Caller;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.InvalidValueException;
import io.tenantry.kernel.OrganizationId;
import io.tenantry.kernel.ProblemException;
import io.tenantry.kernel.Single;
import io.tenantry.kernel.Superuser;
import io.tenantry.tenancy.Tenant;
import io.tenantry.tenancy.TenantDirectory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Superusers who act inside an organization: the header {@value #HEADER} names it. Nobody else may send it. */
@Component
class OrganizationEntry {

    static final String HEADER = "X-Organization";
    static final String REASON = "X-Reason";

    private final TenantDirectory directory;
    private final EntrySettings settings;

    OrganizationEntry(TenantDirectory directory, EntrySettings settings) {
        this.directory = directory;
        this.settings = settings;
    }

    /** Whether somebody asks for it who may not: the {@link Guard} refuses them. */
    static boolean isTriedBy(Actor actor, ServerHttpRequest request) {
        return actor.type() != ActorType.SUPERUSER && request.getHeaders().containsHeader(HEADER);
    }

    /**
     * The caller as they act in this request.
     *
     * @return for a superuser 400 for an id that is none, for several ids or reasons, or without a reason where one is required;
     *     404 for an organization that is not there. Anybody else stays who they are
     */
    Mono<Caller> entered(HttpHeaders headers, Caller caller) {
        if (!(caller instanceof Superuser superuser)) {
            return Mono.just(caller);
        }
        String wanted = Single.of(HEADER, headers.getOrEmpty(HEADER));
        return wanted == null ? Mono.just(caller) : enter(organization(wanted), superuser, headers);
    }

    private Mono<Caller> enter(OrganizationId organization, Superuser superuser, HttpHeaders headers) {
        String reason = Single.of(REASON, headers.getOrEmpty(REASON));
        if (settings.requireReason() && (reason == null || reason.isBlank())) {
            return Mono.error(new ProblemException(
                    ErrorCode.VALIDATION_FAILED,
                    "Say why you enter the organization: send the header " + REASON + "."));
        }
        return directory
                .find(organization)
                .filter(Tenant::isThere)
                .switchIfEmpty(Mono.error(() -> ProblemException.notFound("organization")))
                .map(tenant -> new Actor(ActorType.SUPERUSER, superuser.userId(), organization, superuser.sessionId()));
    }

    private static OrganizationId organization(String wanted) {
        try {
            return OrganizationId.of(wanted);
        } catch (InvalidValueException malformed) {
            throw ProblemException.invalid(HEADER, malformed.problem());
        }
    }
}
