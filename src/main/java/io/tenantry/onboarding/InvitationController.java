package io.tenantry.onboarding;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tenantry.identity.Admitted;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.ExpectedVersion;
import io.tenantry.kernel.Fails;
import io.tenantry.kernel.Idempotent;
import io.tenantry.kernel.Ids;
import io.tenantry.kernel.Page;
import io.tenantry.kernel.PageRequest;
import io.tenantry.kernel.RequirePermission;
import jakarta.validation.Valid;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Invitations into an organization. */
@RestController
@RequestMapping("/invitations")
@Tag(name = "Invitations", description = "Let somebody join the organization, once.")
class InvitationController {

    private final InvitationService service;

    InvitationController(InvitationService service) {
        this.service = service;
    }

    @PostMapping
    @Idempotent
    @ResponseStatus(HttpStatus.CREATED)
    @RequirePermission("create:invitations")
    @Operation(
            operationId = "invite",
            summary = "Invite somebody",
            description =
                    "The answer shows token and link this once: only a hash is kept. Where the service can send mail the link"
                            + " also goes to the address; when mailed is false, hand it over yourself. Whoever has it joins with"
                            + " POST /signup, or on the page /join, under the invited address and with this role. It works once,"
                            + " for seven days, also when its maker has left. An older invitation of the same address that was"
                            + " not used is replaced: its link stops working; 403 when its role grants more than you hold. When the"
                            + " role is deleted it works no more. From the 100th that an organization has mailed within an hour"
                            + " further ones must wait: first a second, then twice as long each time, at most a quarter of an"
                            + " hour. An address gets five such mails within a day from all organizations together. Until a day"
                            + " after the last an invitation of it is made but not mailed. The operator may have set other"
                            + " numbers.")
    @Fails({
        ErrorCode.EMAIL_TAKEN,
        ErrorCode.OPERATION_IN_PROGRESS,
        ErrorCode.RATE_LIMITED,
        ErrorCode.ORGANIZATION_BUSY,
        ErrorCode.WRITE_UNCONFIRMED
    })
    Mono<CreatedInvitationView> invite(Admitted caller, @Valid @RequestBody NewInvitation wanted) {
        return service.invite(caller, wanted).map(CreatedInvitationView::of);
    }

    @GetMapping
    @RequirePermission("read:invitations")
    @Operation(
            operationId = "listInvitations",
            summary = "List the invitations",
            description = "Used and expired ones too, in the order of their making. Their tokens are not shown.")
    Mono<Page<InvitationView>> list(PageRequest page) {
        return service.list(page).map(found -> found.map(InvitationView::of));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @RequirePermission("delete:invitations")
    @Operation(
            operationId = "deleteInvitation",
            summary = "Revoke an invitation",
            description =
                    "Nobody can use it any more. One that was used stays in the list: 409 invitation_used. Nobody revokes"
                            + " an invitation whose role grants more than they hold, unless it has expired.")
    @Fails({
        ErrorCode.NOT_FOUND,
        ErrorCode.INVITATION_USED,
        ErrorCode.OPERATION_IN_PROGRESS,
        ErrorCode.VERSION_CONFLICT,
        ErrorCode.ORGANIZATION_BUSY,
        ErrorCode.WRITE_UNCONFIRMED
    })
    Mono<Void> delete(Admitted caller, @PathVariable String id, ExpectedVersion expected) {
        return service.delete(caller, Ids.orNotFound(id, "invitation"), expected);
    }
}
