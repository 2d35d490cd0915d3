package io.tenantry.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.tenantry.audit.AuditEvent;
import io.tenantry.audit.PlatformAudit;
import io.tenantry.kernel.Actor;
import io.tenantry.kernel.OrganizationId;
import io.tenantry.kernel.Origin;
import io.tenantry.kernel.Permission;
import io.tenantry.kernel.Uninterrupted;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
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

    /** The same refusal of the same caller is told once in this time in each log, so that they cannot fill it by repeating. */
    private static final Duration ONCE_IN = Duration.ofMinutes(1);

    /** Characters, since a path may have thousands; enough for some 10,000 usual ones. */
    private static final int REMEMBERED = 2_000_000;

    /** Different ones of a caller in that time; whoever has more is told of by what was needed alone, whatever it was needed for. */
    private static final int TOLD_APART = 100;

    private static final int CALLERS = 10_000;

    private final PlatformAudit audit;
    private final Cache<String, AtomicInteger> told =
            Caffeine.newBuilder().maximumSize(CALLERS).expireAfterWrite(ONCE_IN).build();
    private final Cache<String, Boolean> known = Caffeine.newBuilder()
            .maximumWeight(REMEMBERED)
            .weigher((String refusal, Boolean told) -> refusal.length())
            .expireAfterWrite(ONCE_IN)
            .build();

    GuardLog(PlatformAudit audit) {
        this.audit = audit;
    }

    Mono<Void> refused(Refusal refusal, OrganizationId organization, Origin origin) {
        return noted(refusal, refusal.event().in(organization), origin.account() + " " + organization, origin);
    }

    /** Of a superuser who acts in no organization, or of nobody known: it is in the log of the platform alone. */
    Mono<Void> refused(Refusal refusal, Origin origin) {
        return noted(refusal, refusal.event(), origin.account(), origin);
    }

    private Mono<Void> noted(Refusal refusal, AuditEvent event, String caller, Origin origin) {
        AtomicInteger count = told.get(caller, first -> new AtomicInteger());
        String key = caller + " " + (count.get() < TOLD_APART ? refusal.what() : refusal.kind());
        if (known.asMap().putIfAbsent(key, Boolean.TRUE) != null) {
            return Mono.empty();
        }
        count.incrementAndGet();
        return Uninterrupted.of(audit.noted(event, origin)
                .doOnNext(written -> forgetUnless(written, key))
                .then());
    }

    /** Or the next attempts would be in no log either. */
    private void forgetUnless(boolean written, String key) {
        if (!written) {
            known.invalidate(key);
        }
    }

    /**
     * What they change there is in the organization's log beside this, with what it was before. Without this entry they do not
     * get in.
     */
    Mono<Void> entered(ServerHttpRequest request, Requirement requirement, Actor actor, Origin origin) {
        Permission permission = Requirement.permission(requirement);
        AuditEvent event = permission == null ? AuditEvent.read(PLATFORM, null) : event(permission);
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
