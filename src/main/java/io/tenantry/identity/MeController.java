package io.tenantry.identity;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tenantry.kernel.Actor;
import io.tenantry.kernel.Caller;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.ExpectedVersion;
import io.tenantry.kernel.Fails;
import io.tenantry.kernel.OwnAccount;
import jakarta.validation.Valid;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** The caller's own profile and password. */
@RestController
@RequestMapping("/me")
@Tag(name = "Users", description = "The people of the organization.")
class MeController {

    private final Callers callers;
    private final OwnAccountService service;
    private final UserViews views;

    MeController(Callers callers, OwnAccountService service, UserViews views) {
        this.callers = callers;
        this.service = service;
        this.views = views;
    }

    @GetMapping
    @OwnAccount(beforeSecondFactor = true)
    @Operation(operationId = "getMe", summary = "Your own profile")
    Mono<UserView> me(Actor actor) {
        return callers.person(actor).flatMap(user -> views.of(user, actor.organizationId()));
    }

    @PatchMapping
    @OwnAccount
    @Operation(operationId = "changeMe", summary = "Change your own profile")
    @Fails({ErrorCode.VERSION_CONFLICT, ErrorCode.ORGANIZATION_BUSY, ErrorCode.WRITE_UNCONFIRMED})
    Mono<UserView> change(Actor actor, ExpectedVersion expected, @Valid @RequestBody ProfileChange change) {
        return service.change(actor, expected, change).flatMap(user -> views.of(user, actor.organizationId()));
    }

    @PostMapping("/password")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @OwnAccount(orSuperuser = true)
    @Operation(
            operationId = "changePassword",
            summary = "Change your password",
            description = "Signs you out everywhere else. For superusers too.")
    @Fails({
        ErrorCode.INVALID_CREDENTIALS,
        ErrorCode.OTP_REQUIRED,
        ErrorCode.OTP_INVALID,
        ErrorCode.RATE_LIMITED,
        ErrorCode.VERSION_CONFLICT,
        ErrorCode.ORGANIZATION_BUSY,
        ErrorCode.WRITE_UNCONFIRMED,
        ErrorCode.OVERLOADED
    })
    Mono<Void> changePassword(Caller caller, @Valid @RequestBody PasswordChange change) {
        return service.changePassword(caller, change);
    }
}
