package io.tenantry.identity;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tenantry.identity.totp.OtpauthUri;
import io.tenantry.kernel.Caller;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.Fails;
import io.tenantry.kernel.HttpSettings;
import io.tenantry.kernel.OwnAccount;
import jakarta.validation.Valid;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** The caller's own second factor. */
@RestController
@RequestMapping("/auth/totp")
@Tag(
        name = "Two factors",
        description = "A code from an authenticator beside the password (TOTP, RFC 6238), for people and superusers.")
class TotpController {

    private final TotpService service;
    private final Callers callers;
    private final HttpSettings settings;

    TotpController(TotpService service, Callers callers, HttpSettings settings) {
        this.service = service;
        this.callers = callers;
        this.settings = settings;
    }

    @PostMapping("/enroll")
    @OwnAccount(orSuperuser = true, beforeSecondFactor = true)
    @Operation(
            operationId = "enrollTotp",
            summary = "Get a key for your authenticator",
            description =
                    "Nothing is asked for at login before it is confirmed. Until then enrolling again replaces the key.")
    @Fails(ErrorCode.TOTP_ENABLED)
    Mono<EnrollTotpResponse> enroll(Caller caller) {
        return callers.account(caller)
                .flatMap(account -> service.enrol(account)
                        .map(key ->
                                EnrollTotpResponse.of(key, OtpauthUri.of(key, settings.appName(), account.email()))));
    }

    @PostMapping("/confirm")
    @OwnAccount(orSuperuser = true, beforeSecondFactor = true)
    @Operation(
            operationId = "confirmTotp",
            summary = "Show that your authenticator has the key",
            description =
                    "From now on otp is asked for wherever a password is. The recovery codes are shown this once: each"
                            + " does for a code, once. The code that confirms counts as used. A wrong one is answered 401 otp_invalid,"
                            + " and may be tried again.")
    @Fails({ErrorCode.OTP_INVALID, ErrorCode.TOTP_ENABLED, ErrorCode.TOTP_NOT_ENABLED})
    Mono<ConfirmTotpResponse> confirm(Caller caller, @Valid @RequestBody ConfirmTotpRequest request) {
        return callers.account(caller)
                .flatMap(account -> service.confirm(account, request.code()))
                .map(ConfirmTotpResponse::of);
    }

    @PostMapping("/disable")
    @OwnAccount(orSuperuser = true)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            operationId = "disableTotp",
            summary = "Remove your second factor",
            description =
                    "With the password and a code, or a recovery code. The same answer whichever of them is wrong; both"
                            + " are throttled as at a login. While the organization demands a second factor of its people,"
                            + " nobody can: 422 totp_demanded.")
    @Fails({
        ErrorCode.INVALID_CREDENTIALS,
        ErrorCode.TOTP_NOT_ENABLED,
        ErrorCode.TOTP_DEMANDED,
        ErrorCode.RATE_LIMITED,
        ErrorCode.OVERLOADED
    })
    Mono<Void> disable(Caller caller, @Valid @RequestBody DisableTotpRequest request) {
        return callers.account(caller).flatMap(account -> service.disable(account, request.password(), request.code()));
    }
}
