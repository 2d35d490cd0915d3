package io.tenantry.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.tenantry.audit.AuditEvent;
import io.tenantry.audit.PlatformAudit;
import io.tenantry.kernel.Actor;
import io.tenantry.kernel.Origin;
import io.tenantry.kernel.Permission;
import io.tenantry.kernel.UserId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * What the guard has to tell: whom it refused, and every superuser whom it let into an organization; and who was refused the
 * link of a colleague, which the answer does not tell. It is kept in the master, since none of these may write into an
 * organization that is moving, and shown in the organization's own log.
 */
@Component
class GuardLog {

    private static final String PLATFORM = "platform";
    private static final String ACCOUNT = "account";

    /** The same refusal of the same caller is told once in this time in each log, so that they cannot fill it. */
    private static final Duration ONCE_IN = Duration.ofMinutes(1);

    private static final int REMEMBERED = 10_000;

    private final PlatformAudit audit;
    private final Cache<String, Boolean> known = Caffeine.newBuilder()
            .maximumSize(REMEMBERED)
            .expireAfterWrite(ONCE_IN)
            .build();

    GuardLog(PlatformAudit audit) {
        this.audit = audit;
    }

    Mono<Void> refused(Requirement requirement, Actor actor, Origin origin) {
        AuditEvent event = requirement instanceof Requirement.Holding holding
                ? AuditEvent.refused(
                        holding.permission().action(), holding.permission().resource(), null)
                : AuditEvent.refused("use", requirement instanceof Requirement.Own ? ACCOUNT : PLATFORM, null);
        return refused(event, requirement.toString(), actor, origin);
    }

    /** Somebody asked for the link to reset the password of a colleague, and may not have it. */
    Mono<Void> refusedResetLink(UserId colleague, Actor actor, Origin origin) {
        return refused(IdentityEvents.resetLinkRefused(colleague), "reset " + colleague, actor, origin);
    }

    private Mono<Void> refused(AuditEvent event, String what, Actor actor, Origin origin) {
        String refusal = actor.userId() + " " + actor.organizationId() + " " + what;
        return known.asMap().putIfAbsent(refusal, Boolean.TRUE) == null
                ? audit.noted(event.in(actor.organizationId()), origin)
                : Mono.empty();
    }

    /**
     * What they change there is in the organization's log beside this, with what it was before. Without this entry they do not
     * get in.
     */
    Mono<Void> entered(ServerHttpRequest request, Requirement requirement, Actor actor, Origin origin) {
        AuditEvent event = requirement instanceof Requirement.Holding holding
                ? event(holding.permission())
                : AuditEvent.read(PLATFORM, null);
        AuditEvent entry = event.changed("reason", null, reason(request)).in(actor.organizationId());
        return audit.recorded(Mono.just(entry), made -> made, origin).then();
    }

    private static AuditEvent event(Permission permission) {
        return AuditEvent.of("enter_to_" + permission.action(), permission.resource(), null);
    }

    private static @Nullable String reason(ServerHttpRequest request) {
        return request.getHeaders().getFirst(OrganizationEntry.REASON);
    }
}
