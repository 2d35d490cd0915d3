package io.tenantry.announcement;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tenantry.identity.Presences;
import io.tenantry.kernel.RequirePermission;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** What browsers open a WebSocket with, which cannot set its headers. */
@RestController
@Tag(name = "Announcements")
class TicketController {

    private final Presences presences;

    TicketController(Presences presences) {
        this.presences = presences;
    }

    @PostMapping("/announcements/ticket")
    @RequirePermission("read:announcements")
    @Operation(
            operationId = "issueAnnouncementTicket",
            summary = "Get a ticket for the WebSocket",
            description =
                    "It stands once for the credentials of this request, in the query of GET /ws/announcements and nowhere"
                            + " else. What is open is closed when they end.")
    Mono<TicketView> issue(ServerWebExchange exchange) {
        return presences
                .ticket(Presences.of(exchange))
                .map(ticket -> new TicketView(ticket, Presences.TICKET_LIFETIME.toSeconds()));
    }
}
