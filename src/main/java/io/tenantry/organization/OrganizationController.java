package io.tenantry.organization;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tenantry.kernel.Actor;
import io.tenantry.kernel.Anonymous;
import io.tenantry.kernel.Caller;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.ExpectedVersion;
import io.tenantry.kernel.Fails;
import io.tenantry.kernel.Idempotent;
import io.tenantry.kernel.ProblemException;
import io.tenantry.kernel.RequirePermission;
import io.tenantry.kernel.Superuser;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Organizations, self-service. */
@RestController
@RequestMapping("/org")
@Tag(name = "Organizations", description = "Create an organization, look it up, rename it, delete it.")
class OrganizationController {

    private final OrganizationService service;

    OrganizationController(OrganizationService service) {
        this.service = service;
    }

    @PostMapping("/create")
    @Idempotent
    @ResponseStatus(HttpStatus.CREATED)
    @Anonymous
    @Operation(
            operationId = "createOrganization",
            summary = "Create an organization with its first admin",
            description = "Makes a database of its own for it. A refused request leaves nothing behind. From the 200th"
                    + " organization that a client address makes within an hour further ones must wait, whatever came of"
                    + " the others: a second at first, a quarter of an hour at most (ORGANIZATIONS_PER_HOUR).")
    @Fails({
        ErrorCode.ORGANIZATION_NAME_TAKEN,
        ErrorCode.EMAIL_TAKEN,
        ErrorCode.NAMESPACE_OCCUPIED,
        ErrorCode.SELF_SERVICE_DISABLED,
        ErrorCode.RATE_LIMITED,
        ErrorCode.OVERLOADED,
        ErrorCode.WRITE_UNCONFIRMED
    })
    Mono<OrganizationView> create(@Valid @RequestBody CreateOrganizationRequest request) {
        return service.create(request.name(), request.founder()).map(OrganizationView::forMembers);
    }

    @GetMapping("/get")
    @Anonymous(credentialsMatter = true)
    @Operation(
            operationId = "getOrganizationByName",
            summary = "Look up an organization by its name",
            description =
                    "Any spelling of the name finds it. Members and superusers see all of it with their access token, and"
                            + " so do the organization's API keys; others see the admin's address masked, and neither the"
                            + " database nor the tier.")
    @Fails(ErrorCode.NOT_FOUND)
    Mono<OrganizationView> get(
            @Parameter(
                            description = "1 to 100 characters.",
                            example = "Acme Corp",
                            schema = @Schema(type = "string", minLength = 1, maxLength = OrganizationName.MAX_LENGTH))
                    @RequestParam("organization_name")
                    String name,
            @Nullable Caller caller) {
        return service.get(OrganizationName.of(name).key()).map(organization -> view(organization, caller));
    }

    private static OrganizationView view(Organization organization, @Nullable Caller caller) {
        if (caller instanceof Actor actor && actor.organizationId().equals(organization.id())) {
            return OrganizationView.forMembers(organization);
        }
        return caller instanceof Superuser
                ? OrganizationView.forMembers(organization)
                : OrganizationView.forStrangers(organization);
    }

    @PutMapping("/update")
    @Anonymous(credentialsMatter = true, permission = "update:organization")
    @Operation(
            operationId = "renameOrganization",
            summary = "Rename an organization and move its data",
            description = "Renames the organization that the credentials belong to. With an access token or an API key"
                    + " that may update:organization, organization_name is enough; an admin of several organizations"
                    + " with one password needs a token. Reads go on while the data is copied; writes wait. Another"
                    + " spelling of"
                    + " the same name changes the name alone and copies nothing.")
    @Fails({
        ErrorCode.INVALID_CREDENTIALS,
        ErrorCode.OTP_REQUIRED,
        ErrorCode.OTP_INVALID,
        ErrorCode.RATE_LIMITED,
        ErrorCode.FORBIDDEN,
        ErrorCode.SECOND_FACTOR_REQUIRED,
        ErrorCode.ORGANIZATION_NAME_TAKEN,
        ErrorCode.NAMESPACE_OCCUPIED,
        ErrorCode.OPERATION_IN_PROGRESS,
        ErrorCode.VERSION_CONFLICT,
        ErrorCode.ORGANIZATION_REQUIRED,
        ErrorCode.NOT_FOUND,
        ErrorCode.ORGANIZATION_BUSY,
        ErrorCode.OVERLOADED,
        ErrorCode.WRITE_UNCONFIRMED
    })
    @ApiResponse(
            responseCode = "200",
            description = "It is renamed.",
            content = @Content(schema = @Schema(implementation = OrganizationView.class)))
    @ApiResponse(
            responseCode = "202",
            description = "It takes longer than the caller wants to wait: Location tells where to follow it.",
            content = @Content(schema = @Schema(implementation = OperationView.class)))
    Mono<ResponseEntity<?>> update(
            @Nullable Actor actor,
            ExpectedVersion expected,
            @Valid @RequestBody UpdateOrganizationRequest request,
            @Parameter(
                            description =
                                    "wait=N: how many seconds to wait for the end (RFC 7240); 30 by default, 60 at most.")
                    @RequestHeader(name = "Prefer", required = false)
                    @Nullable
                    String prefer) {
        return renamed(request, actor, expected)
                .flatMap(rename -> rename.answered(
                        WaitPreference.of(prefer), done -> ResponseEntity.ok(OrganizationView.forMembers(done))));
    }

    private Mono<Progress> renamed(UpdateOrganizationRequest request, @Nullable Actor actor, ExpectedVersion expected) {
        if (request.hasCredentials()) {
            return service.rename(request.credentials(), request.name(), expected);
        }
        return actor != null
                ? service.rename(actor, request.name(), expected)
                : Mono.error(new ProblemException(
                        ErrorCode.AUTHENTICATION_REQUIRED, "Send email and password, or an admin's access token."));
    }

    @DeleteMapping("/delete")
    @RequirePermission("delete:organization")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            operationId = "deleteOrganization",
            summary = "Delete an organization with all its data",
            description = "For its admins. Its tokens are worthless from then on, and its name is free.")
    @Fails({
        ErrorCode.NOT_FOUND,
        ErrorCode.OPERATION_IN_PROGRESS,
        ErrorCode.VERSION_CONFLICT,
        ErrorCode.OVERLOADED,
        ErrorCode.WRITE_UNCONFIRMED
    })
    @ApiResponse(responseCode = "204", description = "It is gone.", content = @Content)
    @ApiResponse(
            responseCode = "202",
            description =
                    "It takes longer than 30 seconds, or this instance goes down. It goes on by itself: Location tells"
                            + " superusers where to follow it.",
            content = @Content(schema = @Schema(implementation = OperationView.class)))
    Mono<ResponseEntity<?>> delete(
            Actor actor, ExpectedVersion expected, @Valid @RequestBody DeleteOrganizationRequest request) {
        return service.delete(actor, request.name(), expected)
                .flatMap(deletion -> deletion.answered(
                        WaitPreference.DEFAULT,
                        gone -> ResponseEntity.noContent().build()));
    }
}
