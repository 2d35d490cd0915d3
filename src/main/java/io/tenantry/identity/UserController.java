package io.tenantry.identity;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tenantry.kernel.Actor;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.ExpectedVersion;
import io.tenantry.kernel.Fails;
import io.tenantry.kernel.Idempotent;
import io.tenantry.kernel.Ids;
import io.tenantry.kernel.Page;
import io.tenantry.kernel.PageRequest;
import io.tenantry.kernel.RequirePermission;
import io.tenantry.kernel.UserId;
import jakarta.validation.Valid;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** The people of an organization, for its admins. */
@RestController
@RequestMapping("/user")
@Tag(name = "Users")
class UserController {

    private final UserService service;
    private final UserViews views;

    UserController(UserService service, UserViews views) {
        this.service = service;
        this.views = views;
    }

    @PostMapping("/create")
    @Idempotent
    @ResponseStatus(HttpStatus.CREATED)
    @RequirePermission("create:users")
    @Operation(operationId = "createUser", summary = "Add a colleague")
    @Fails({ErrorCode.EMAIL_TAKEN, ErrorCode.ORGANIZATION_BUSY, ErrorCode.WRITE_UNCONFIRMED, ErrorCode.OVERLOADED})
    Mono<UserView> create(Admitted caller, @Valid @RequestBody CreateUserRequest request) {
        return service.create(caller, request.toUser())
                .map(user -> UserView.of(user, caller.actor().organizationId(), LoginFacts.NONE));
    }

    @GetMapping("/list")
    @RequirePermission("read:users")
    @Operation(
            operationId = "listUsers",
            summary = "List the users",
            description = "In the order in which they were made.")
    Mono<Page<UserView>> list(Actor actor, PageRequest page) {
        return service.list(page).flatMap(users -> views.of(users, actor.organizationId()));
    }

    @GetMapping("/{id}")
    @RequirePermission("read:users")
    @Operation(operationId = "getUser", summary = "Look up a user")
    @Fails(ErrorCode.NOT_FOUND)
    Mono<UserView> get(Actor actor, @PathVariable String id) {
        return service.get(user(id)).flatMap(user -> views.of(user, actor.organizationId()));
    }

    @PatchMapping("/{id}")
    @RequirePermission("update:users")
    @Operation(
            operationId = "changeUser",
            summary = "Change a user's name, role or status",
            description =
                    "A deactivation ends all sessions of the person and a link to reset their password, for good.")
    @Fails({
        ErrorCode.NOT_FOUND,
        ErrorCode.LAST_ADMIN,
        ErrorCode.VERSION_CONFLICT,
        ErrorCode.ORGANIZATION_BUSY,
        ErrorCode.WRITE_UNCONFIRMED
    })
    Mono<UserView> change(
            Admitted caller, @PathVariable String id, ExpectedVersion expected, @Valid @RequestBody UserChange change) {
        return service.change(caller, user(id), expected, change)
                .flatMap(user -> views.of(user, caller.actor().organizationId()));
    }

    @DeleteMapping("/{id}")
    @RequirePermission("delete:users")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            operationId = "deleteUser",
            summary = "Remove a user with their credentials",
            description =
                    "An invitation that is open for the address is revoked with them. Nobody removes a user who may do more"
                            + " than they, or may by that invitation.")
    @Fails({
        ErrorCode.NOT_FOUND,
        ErrorCode.LAST_ADMIN,
        ErrorCode.VERSION_CONFLICT,
        ErrorCode.ORGANIZATION_BUSY,
        ErrorCode.WRITE_UNCONFIRMED
    })
    Mono<Void> delete(Admitted caller, @PathVariable String id, ExpectedVersion expected) {
        return service.delete(caller, user(id), expected);
    }

    private static UserId user(String id) {
        return new UserId(Ids.orNotFound(id, "user"));
    }
}
