package io.tenantry.audit;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tenantry.kernel.Actor;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.Fails;
import io.tenantry.kernel.Page;
import io.tenantry.kernel.PageRequest;
import io.tenantry.kernel.RequirePermission;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Who did what in an organization. */
@RestController
@RequestMapping("/audit-log")
class AuditController {

    private static final Set<String> PARAMETERS =
            Set.of("from", "to", "actor", "action", "resource_type", "resource_id", "limit", "cursor");

    private final AuditService service;

    AuditController(AuditService service) {
        this.service = service;
    }

    @GetMapping
    @RequirePermission("read:audit_log")
    @Operation(
            operationId = "listAuditLog",
            summary = "Who did what",
            description = "The newest first: every change, what was refused (the same request of the same caller"
                    + " once a minute), and what superusers did or read here.")
    @Fails(ErrorCode.ORGANIZATION_BUSY)
    Mono<Page<AuditEntryView>> list(
            Actor caller,
            PageRequest page,
            ServerHttpRequest request,
            @Parameter(description = "From this moment on.") @RequestParam(required = false) @Nullable Instant from,
            @Parameter(description = "Before this moment.") @RequestParam(required = false) @Nullable Instant to,
            @Parameter(
                            description = "The id of the user, API key or superuser who did it.",
                            schema = @Schema(type = "string", pattern = "^[0-9a-fA-F]{24}$"))
                    @RequestParam(required = false)
                    @Nullable
                    String actor,
            @Parameter(example = "update", schema = @Schema(type = "string", maxLength = 64))
                    @RequestParam(required = false)
                    @Nullable
                    String action,
            @Parameter(example = "user", schema = @Schema(type = "string", maxLength = 64))
                    @RequestParam(name = "resource_type", required = false)
                    @Nullable
                    String resourceType,
            @Parameter(schema = @Schema(type = "string", maxLength = Recordable.MAX_ID))
                    @RequestParam(name = "resource_id", required = false)
                    @Nullable
                    String resourceId) {
        KnownParameters.require(request, PARAMETERS);
        AuditFilter filter = AuditFilter.of(from, to, actor, action, resourceType, resourceId);
        return service.list(caller.organizationId(), filter, page).map(found -> found.map(AuditEntryView::of));
    }

    @GetMapping("/verify")
    @RequirePermission("read:audit_log")
    @Operation(
            operationId = "verifyAuditLog",
            summary = "Look whether the log is as it was written",
            description = "Reads the organization's own log from its first entry on. What was altered, removed, put in"
                    + " between or cut off at the end is found. Entries about what was refused, and about what superusers"
                    + " read or did to the organization, lie elsewhere and are not part of it.")
    @Fails({ErrorCode.VALIDATION_FAILED, ErrorCode.ORGANIZATION_BUSY})
    Mono<AuditVerification> verify(Actor caller, ServerHttpRequest request) {
        KnownParameters.require(request, Set.of());
        return service.verify(caller.organizationId());
    }
}
