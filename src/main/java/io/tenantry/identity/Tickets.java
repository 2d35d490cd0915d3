package io.tenantry.identity;

import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.ProblemException;
import io.tenantry.kernel.Sha256;
import java.time.Clock;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What browsers connect a WebSocket with: each works once, within {@link Ticket#LIFETIME}, on any instance. */
@Component
class Tickets {

    private final TicketStore store;
    private final Clock clock;

    Tickets(TicketStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** A new ticket, good for no longer than the credentials for which it stands. */
    Mono<String> issue(Presence presence) {
        return Mono.fromSupplier(Ticket::random)
                .flatMap(text -> store.insert(Ticket.of(text, presence.actor(), presence.until(), clock.instant()))
                        .thenReturn(text));
    }

    /** Who a ticket is from; 401 {@code invalid_token} for one that is none, was used or has expired. */
    Mono<Authenticated> use(String ticket) {
        return store.take(Sha256.hex(ticket), clock.instant())
                .map(Ticket::proof)
                .switchIfEmpty(Mono.error(Tickets::refused));
    }

    private static ProblemException refused() {
        return new ProblemException(
                ErrorCode.INVALID_TOKEN, "The ticket is not valid, was used before or is older than 30 seconds.");
    }
}
