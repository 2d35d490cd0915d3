package io.tenantry.announcement;

import io.swagger.v3.oas.annotations.media.Schema;

/** The answer to {@code POST /announcements/ticket}. */
@Schema(name = "Ticket")
record TicketView(
        @Schema(description = "Works once, on any instance.", example = "7Qm2vXk9TfB4nR6wY1cZ8pL3sD5gH0jA")
        String ticket,

        @Schema(description = "Seconds.", example = "30") long expiresIn) {}
