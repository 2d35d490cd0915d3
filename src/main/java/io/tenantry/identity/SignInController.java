package io.tenantry.identity;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tenantry.kernel.Anonymous;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.Fails;
import io.tenantry.kernel.ProblemException;
import jakarta.validation.Valid;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** A password for an access token. */
@RestController
@Tag(name = "Signing in", description = "Exchange a password for an access token.")
class SignInController {

    private static final String THROTTLING =
            "Who has a second factor sends otp too: without it the answer to a right password, and to no other, is 401"
                    + " otp_required. From the 10th failure of an account in 15 minutes, known or unknown, and from the 200th"
                    + " of a client address, attempts must wait: 1 s, then twice as long after each failure, at most 15"
                    + " minutes. Until then the answer is 429 with Retry-After, to the right password too. A right password"
                    + " is not counted, and the failures before it stay until they are old. Codes are counted apart, over a day.";

    private static final String DEMAND =
            " Where the organization demands a second factor of its people, who has none gets a token too: it is good for"
                    + " GET /me, POST /auth/totp/enroll, POST /auth/totp/confirm and POST /auth/logout, and all else is 403"
                    + " second_factor_required until they have confirmed one.";

    private final SignIn signIn;
    private final Sessions sessions;

    SignInController(SignIn signIn, Sessions sessions) {
        this.signIn = signIn;
        this.sessions = sessions;
    }

    @PostMapping("/admin/login")
    @Anonymous
    @Operation(
            operationId = "adminLogin",
            summary = "Sign in as an admin",
            description =
                    "The same answer after the same time for an unknown address as for a wrong password. Superusers"
                            + " sign in here too, and get null for admin_id and the organization. When the password is right for"
                            + " several accounts of the address, the answer 409 lists the organizations among them: repeat with"
                            + " organization_name, which is empty for the superuser account. "
                            + THROTTLING
                            + DEMAND)
    @Fails({
        ErrorCode.INVALID_CREDENTIALS,
        ErrorCode.OTP_REQUIRED,
        ErrorCode.OTP_INVALID,
        ErrorCode.RATE_LIMITED,
        ErrorCode.ORGANIZATION_SUSPENDED,
        ErrorCode.ORGANIZATION_REQUIRED,
        ErrorCode.OVERLOADED
    })
    Mono<AdminLoginResponse> admin(@Valid @RequestBody AdminLoginRequest request) {
        return signIn.admin(request.credentials(), request.organizationName())
                .flatMap(sessions::begin)
                .map(AdminLoginResponse::of);
    }

    @PostMapping(path = "/login", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    @Anonymous
    @Operation(
            operationId = "login",
            summary = "Sign in as any user (OAuth 2 password form)",
            description = "With an address in several organizations add organization_name. " + THROTTLING + DEMAND,
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_FORM_URLENCODED_VALUE,
                                            schema = @Schema(implementation = LoginForm.class))))
    @Fails({
        ErrorCode.INVALID_CREDENTIALS,
        ErrorCode.OTP_REQUIRED,
        ErrorCode.OTP_INVALID,
        ErrorCode.RATE_LIMITED,
        ErrorCode.ORGANIZATION_SUSPENDED,
        ErrorCode.ORGANIZATION_REQUIRED,
        ErrorCode.OVERLOADED
    })
    Mono<LoginResponse> login(@Parameter(hidden = true) ServerWebExchange exchange) {
        return exchange.getFormData()
                .onErrorMap(IllegalArgumentException.class, undecodable -> notPercentEncoded())
                .map(LoginForm::of)
                .flatMap(form -> signIn.member(form.credentials(), form.organizationName(), User::isActive))
                .flatMap(sessions::begin)
                .map(LoginResponse::of);
    }

    private static ProblemException notPercentEncoded() {
        return new ProblemException(
                ErrorCode.MALFORMED_REQUEST, "The form is not percent-encoded: write a percent sign as %25.");
    }
}
