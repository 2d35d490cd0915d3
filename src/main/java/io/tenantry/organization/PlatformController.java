package io.tenantry.organization;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.ExpectedVersion;
import io.tenantry.kernel.Fails;
import io.tenantry.kernel.Idempotent;
import io.tenantry.kernel.Ids;
import io.tenantry.kernel.OrganizationId;
import io.tenantry.kernel.Page;
import io.tenantry.kernel.PageRequest;
import io.tenantry.kernel.Superuser;
import io.tenantry.kernel.SuperusersOnly;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Organizations, for those who operate the service: the {@link Superuser} of each method lets nobody else in. */
@RestController
@RequestMapping("/organization")
@SuperusersOnly
@Tag(name = "Platform")
class PlatformController {

    private final PlatformService service;

    PlatformController(PlatformService service) {
        this.service = service;
    }

    @GetMapping
    @Operation(
            operationId = "listOrganizations",
            summary = "List the organizations",
            description = "For superusers. In the order in which they were made, those being made or deleted too.")
    Mono<Page<OrganizationView>> list(
            Superuser caller,
            PageRequest page,
            @RequestParam(required = false) @Nullable OrganizationStatus status,
            @RequestParam(required = false) @Nullable Tier tier,
            @Parameter(
                            description = "What the name begins with, in any spelling.",
                            example = "acme c",
                            schema = @Schema(type = "string", maxLength = OrganizationName.MAX_LENGTH))
                    @RequestParam(required = false)
                    @Nullable
                    String q) {
        return service.list(OrganizationFilter.of(status, tier, q), page)
                .map(found -> found.map(OrganizationView::forMembers));
    }

    @PostMapping("/create")
    @Idempotent
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(
            operationId = "provisionOrganization",
            summary = "Create an organization in the background",
            description = "For superusers. Location tells where to follow it; what would be a 409 of /org/create is the"
                    + " error of the operation.")
    @Fails(ErrorCode.OVERLOADED)
    Mono<ResponseEntity<OperationView>> create(
            Superuser caller, @Valid @RequestBody ProvisionOrganizationRequest request) {
        return service.create(request.name(), request.email(), request.checkedPassword(), request.wantedTier())
                .flatMap(Progress::accepted);
    }

    @GetMapping("/orphans")
    @Operation(
            operationId = "listOrphans",
            summary = "List what nothing explains",
            description = "For superusers. Databases that nobody claimed and claims that no organization names, as the"
                    + " last sweep found them: there is one a minute.")
    Mono<Page<OrphanView>> orphans(Superuser caller, PageRequest page) {
        return service.orphans(page).map(found -> found.map(OrphanView::of));
    }

    @GetMapping("/{id}")
    @Operation(
            operationId = "getOrganization",
            summary = "Look up an organization by its id",
            description = "For superusers.")
    @Fails(ErrorCode.NOT_FOUND)
    Mono<OrganizationView> get(Superuser caller, @PathVariable String id) {
        return service.get(organization(id)).map(OrganizationView::forMembers);
    }

    @PostMapping("/{id}/suspend")
    @Operation(
            operationId = "suspendOrganization",
            summary = "Suspend an organization",
            description = "For superusers. Its data stays; its people can neither sign in nor use their tokens, on any"
                    + " instance within a second. Suspending it again changes nothing.")
    @Fails({
        ErrorCode.NOT_FOUND,
        ErrorCode.OPERATION_IN_PROGRESS,
        ErrorCode.VERSION_CONFLICT,
        ErrorCode.WRITE_UNCONFIRMED
    })
    Mono<OrganizationView> suspend(Superuser caller, @PathVariable String id) {
        return service.turn(organization(id), Suspension.SUSPEND).map(OrganizationView::forMembers);
    }

    @PostMapping("/{id}/resume")
    @Operation(
            operationId = "resumeOrganization",
            summary = "Resume a suspended organization",
            description = "For superusers. Tokens that have not expired meanwhile are good again. Resuming an active"
                    + " organization changes nothing.")
    @Fails({
        ErrorCode.NOT_FOUND,
        ErrorCode.OPERATION_IN_PROGRESS,
        ErrorCode.VERSION_CONFLICT,
        ErrorCode.WRITE_UNCONFIRMED
    })
    Mono<OrganizationView> resume(Superuser caller, @PathVariable String id) {
        return service.turn(organization(id), Suspension.RESUME).map(OrganizationView::forMembers);
    }

    @PatchMapping("/{id}")
    @Operation(
            operationId = "changeOrganization",
            summary = "Change what an organization pays for",
            description = "For superusers.")
    @Fails({
        ErrorCode.NOT_FOUND,
        ErrorCode.OPERATION_IN_PROGRESS,
        ErrorCode.VERSION_CONFLICT,
        ErrorCode.WRITE_UNCONFIRMED
    })
    Mono<OrganizationView> change(
            Superuser caller,
            @PathVariable String id,
            ExpectedVersion expected,
            @Valid @RequestBody TierChange change) {
        return service.change(organization(id), expected, change).map(OrganizationView::forMembers);
    }

    private static OrganizationId organization(String id) {
        return new OrganizationId(Ids.orNotFound(id, "organization"));
    }
}
