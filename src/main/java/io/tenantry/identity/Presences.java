package io.tenantry.identity;

import io.tenantry.kernel.Actor;
import io.tenantry.kernel.Permission;
import java.time.Duration;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Those who stay connected, for whom the guard's one look at the beginning is not enough. */
@Component
public class Presences {

    /** How long a ticket is good. */
    public static final Duration TICKET_LIFETIME = Ticket.LIFETIME;

    private final Callers callers;
    private final Superusers superusers;
    private final Tickets tickets;

    Presences(Callers callers, Superusers superusers, Tickets tickets) {
        this.callers = callers;
        this.superusers = superusers;
        this.tickets = tickets;
    }

    /** Whoever acts in an organization by this request. */
    public static Presence of(ServerWebExchange exchange) {
        Authenticated proved = Authenticated.of(exchange);
        if (proved == null || !(proved.caller() instanceof Actor actor)) {
            throw CallerResolver.membersOnly();
        }
        return new Presence(actor, proved.until());
    }

    /** Something that stands for them once, where {@link io.tenantry.kernel.TakesTicket} says so. */
    public Mono<String> ticket(Presence presence) {
        return tickets.issue(presence);
    }

    /**
     * Whether they still may what the guard once let them do.
     *
     * @return 401 {@code invalid_token} when they are logged out, deactivated, removed or revoked; 403 {@code forbidden} or
     *     {@code second_factor_required} when they may not any more
     */
    public Mono<Void> require(Presence presence, String permission) {
        Actor actor = presence.actor();
        return superusers
                .requireSession(actor)
                .then(Mono.defer(() -> callers.require(actor, Permission.of(permission))))
                .filter(standing -> !standing.lacksSecondFactor())
                .switchIfEmpty(Mono.error(SecondFactorDemand::unmet))
                .then();
    }
}
