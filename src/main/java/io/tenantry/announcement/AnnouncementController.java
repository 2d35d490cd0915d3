package io.tenantry.announcement;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tenantry.kernel.Actor;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.Fails;
import io.tenantry.kernel.Idempotent;
import io.tenantry.kernel.Page;
import io.tenantry.kernel.PageRequest;
import io.tenantry.kernel.RequirePermission;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Telling people something, and what they were told. */
@RestController
@RequestMapping("/announcements")
@Tag(name = "Announcements", description = "What an organization tells its people, at once and in order.")
class AnnouncementController {

    private final AnnouncementService service;

    AnnouncementController(AnnouncementService service) {
        this.service = service;
    }

    @PostMapping
    @Idempotent
    @ResponseStatus(HttpStatus.CREATED)
    @RequirePermission("create:announcements")
    @Operation(
            operationId = "postAnnouncement",
            summary = "Tell everybody something",
            description =
                    "It gets the next number of the organization. There is no changing it, and no taking it back. An event"
                            + " that is private or unknown is answered 422 alike; so far organizations have no events.")
    @Fails({ErrorCode.EVENT_NOT_PUBLIC, ErrorCode.ORGANIZATION_BUSY, ErrorCode.WRITE_UNCONFIRMED})
    Mono<AnnouncementView> post(Actor author, @Valid @RequestBody NewAnnouncement announcement) {
        return service.post(author, announcement).map(AnnouncementView::of);
    }

    @GetMapping
    @RequirePermission("read:announcements")
    @Operation(
            operationId = "listAnnouncements",
            summary = "What was announced",
            description = "In order. Left out, after is 0: from the first one on.")
    Mono<Page<AnnouncementView>> list(
            @Parameter(description = "The number before the first one to list.", example = "41")
                    @RequestParam(defaultValue = "0")
                    @Min(0)
                    long after,
            PageRequest page) {
        return service.list(after, page).map(found -> found.map(AnnouncementView::of));
    }
}
