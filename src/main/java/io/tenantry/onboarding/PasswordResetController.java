package io.tenantry.onboarding;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tenantry.identity.PasswordResets;
import io.tenantry.kernel.Anonymous;
import io.tenantry.kernel.Caller;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.Fails;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Another password for who has forgotten theirs. */
@RestController
@RequestMapping("/auth/password-reset")
@Tag(name = "Signing in")
class PasswordResetController {

    private final PasswordResetService service;
    private final PasswordResets resets;

    PasswordResetController(PasswordResetService service, PasswordResets resets) {
        this.service = service;
        this.resets = resets;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Anonymous(credentialsMatter = true)
    @Operation(
            operationId = "requestPasswordReset",
            summary = "Ask for another password",
            description =
                    "Sends a mail with a link for each account of the address, if it has any. The same answer after the same"
                            + " time whether or not it has, since the mail is sent later. A link works once, within an hour, and"
                            + " until another one is asked for. Where mail is sent, from the fourth request for an address within"
                            + " an hour, known or not, with or without what follows a plus, the answer is 429, and everywhere after 30 of a client. Where SMTP_URL is not"
                            + " set no mail is sent. Instead somebody who is signed in, has the permission update:users and holds"
                            + " whatever the role of the person grants finds the link of a colleague in reset_link; it is in the"
                            + " audit log that they have it, and when somebody asks who may not. It is good while they may have it. An API key gets none, nobody gets"
                            + " their own (change it with POST /me/password), and a superuser's goes by mail only.")
    @Fails({ErrorCode.RATE_LIMITED, ErrorCode.ORGANIZATION_BUSY, ErrorCode.WRITE_UNCONFIRMED, ErrorCode.OVERLOADED})
    Mono<PasswordResetAnswer> request(@Nullable Caller caller, @Valid @RequestBody PasswordResetRequest request) {
        return service.request(caller, request.email());
    }

    @PostMapping("/confirm")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Anonymous
    @Operation(
            operationId = "confirmPasswordReset",
            summary = "Set another password",
            description =
                    "With the token of a link. Ends all sessions of the person, and the waiting after failed logins if the link was"
                            + " mailed. A second"
                            + " factor stays. 401 invalid_credentials for a token that is none, was used or replaced or has expired, for one"
                            + " that a colleague got who may not have it any more, for a"
                            + " person who was deactivated, and for an organization that is suspended or gone. A refused password"
                            + " and 503 overloaded or organization_busy leave the token good; after write_unconfirmed try to sign"
                            + " in before asking for another link.")
    @Fails({
        ErrorCode.INVALID_CREDENTIALS,
        ErrorCode.ORGANIZATION_BUSY,
        ErrorCode.WRITE_UNCONFIRMED,
        ErrorCode.OVERLOADED
    })
    Mono<Void> confirm(@Valid @RequestBody PasswordResetConfirmation request) {
        return resets.confirm(request.token(), request.newPassword());
    }
}
