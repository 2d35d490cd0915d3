package io.tenantry.announcement;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.Fails;
import io.tenantry.kernel.RequirePermission;
import io.tenantry.kernel.TakesTicket;
import jakarta.validation.constraints.Min;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Being told at once, by WebSocket or Server-Sent Events. */
@RestController
@Tag(name = "Announcements")
class ConnectionController {

    private final Connections connections;

    ConnectionController(Connections connections) {
        this.connections = connections;
    }

    @GetMapping("/ws/announcements")
    @TakesTicket
    @RequirePermission(Watch.PERMISSION)
    @Operation(
            operationId = "connectToAnnouncements",
            summary = "Be told at once, by WebSocket",
            description =
                    "Text frames, the first {\"type\":\"hello\",\"seq\":<newest>,\"recovered\":<whether all after yours"
                            + " follows>}, then {\"type\":\"announcement\",…} each once and in order. While the"
                            + " organization is being moved the first one waits. A ping comes every 25 seconds. Closed with"
                            + " 1001 going down, 1003 binary frame, 1008 more than 50 frames a second, 1009 frame over 64 KiB,"
                            + " 3008 fell behind by 256 messages or 256 KiB: resume, 4401 credentials ended, 4403 not allowed"
                            + " any more, or suspended, 4404 organization gone.")
    @ApiResponse(responseCode = "101", description = "It is a WebSocket now.")
    @Fails({ErrorCode.RATE_LIMITED, ErrorCode.OVERLOADED})
    Mono<Void> webSocket(
            @After @RequestParam(required = false) @Min(0) @Nullable Long after,
            @AboutEvent @RequestParam(name = "event_id", required = false) @Nullable ObjectId eventId,
            @Parameter(description = "From POST /announcements/ticket, where headers cannot be set.")
                    @RequestParam(required = false)
                    @Nullable
                    String ticket,
            ServerWebExchange exchange) {
        return connections.webSocket(exchange, new Resume(after, eventId));
    }

    @GetMapping(path = "/announcements/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @RequirePermission(Watch.PERMISSION)
    @Operation(
            operationId = "streamAnnouncements",
            summary = "Be told at once, by Server-Sent Events",
            description =
                    "What GET /ws/announcements sends, as events hello and announcement, whose id is the seq. The last"
                            + " event is close, with the code and reason of the WebSocket. A comment comes every 25 seconds.")
    @Fails({ErrorCode.RATE_LIMITED, ErrorCode.OVERLOADED})
    Mono<Void> eventStream(
            @Parameter(description = "The seq of the last one you have; it counts before after.", example = "41")
                    @RequestHeader(name = "Last-Event-ID", required = false)
                    @Min(0)
                    @Nullable
                    Long lastEventId,
            @After @RequestParam(required = false) @Min(0) @Nullable Long after,
            @AboutEvent @RequestParam(name = "event_id", required = false) @Nullable ObjectId eventId,
            ServerWebExchange exchange) {
        return connections.eventStream(exchange, new Resume(lastEventId == null ? after : lastEventId, eventId));
    }
}
