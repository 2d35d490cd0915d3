package io.tenantry.onboarding;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tenantry.identity.Enrolment;
import io.tenantry.identity.UserView;
import io.tenantry.kernel.Anonymous;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.Fails;
import io.tenantry.kernel.Idempotent;
import jakarta.validation.Valid;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** The way in for people without an account. */
@RestController
@Tag(name = "Signing up", description = "Come in with an organization of your own, or into one that lets you in.")
class SignUpController {

    private final SignUpService service;
    private final Enrolment enrolment;

    SignUpController(SignUpService service, Enrolment enrolment) {
        this.service = service;
        this.enrolment = enrolment;
    }

    @PostMapping("/signup")
    @Idempotent
    @ResponseStatus(HttpStatus.CREATED)
    @Anonymous
    @Operation(
            operationId = "signUp",
            summary = "Sign up",
            description =
                    "With neither organization_name nor invitation_token it makes an organization of your own, and you are"
                            + " its admin. It is called after full_name, with a few digits behind it when that is taken, and"
                            + " \"Personal\" with some digits without full_name: anybody can look names up, so your address is"
                            + " not in it. Its admin may rename it. With organization_name you join that organization as a"
                            + " member, if it is open to all: 403 signup_closed is the answer when it is not, is suspended or"
                            + " is not there, and while an invitation for the address is open. With invitation_token you join"
                            + " on an invitation, with its role and the address that was invited: 403 invitation_invalid is the"
                            + " answer whatever is wrong with it. A refused sign-up does not use an invitation up; one that"
                            + " broke off keeps it for a minute, in which the answer is 409 operation_in_progress. From the"
                            + " 200th sign-up of a client address in 15 minutes further ones must wait, as logins do. Then sign"
                            + " in with POST /login.")
    @Fails({
        ErrorCode.EMAIL_TAKEN,
        ErrorCode.SELF_SERVICE_DISABLED,
        ErrorCode.SIGNUP_CLOSED,
        ErrorCode.INVITATION_INVALID,
        ErrorCode.OPERATION_IN_PROGRESS,
        ErrorCode.RATE_LIMITED,
        ErrorCode.ORGANIZATION_BUSY,
        ErrorCode.WRITE_UNCONFIRMED,
        ErrorCode.OVERLOADED
    })
    Mono<UserView> signUp(@Valid @RequestBody SignUpRequest request) {
        return enrolment.counted(service.signUp(request));
    }
}
