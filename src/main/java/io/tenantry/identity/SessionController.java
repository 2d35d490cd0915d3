package io.tenantry.identity;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tenantry.kernel.Anonymous;
import io.tenantry.kernel.Caller;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.Fails;
import io.tenantry.kernel.OwnAccount;
import jakarta.validation.Valid;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Staying signed in, and not. */
@RestController
@RequestMapping("/auth")
@Tag(name = "Signing in")
class SessionController {

    private final Sessions sessions;

    SessionController(Sessions sessions) {
        this.sessions = sessions;
    }

    @PostMapping("/refresh")
    @Anonymous
    @Operation(
            operationId = "refresh",
            summary = "Go on with a new access token",
            description = "Each refresh token works once: keep the one in the answer. Using one a second time ends the"
                    + " session, since then two have it.")
    @Fails({ErrorCode.INVALID_TOKEN, ErrorCode.ORGANIZATION_SUSPENDED})
    Mono<LoginResponse> refresh(@Valid @RequestBody RefreshRequest request) {
        return sessions.refresh(request.refreshToken().value()).map(LoginResponse::of);
    }

    @PostMapping("/logout")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @OwnAccount(orSuperuser = true, beforeSecondFactor = true)
    @Operation(
            operationId = "logout",
            summary = "Sign out",
            description = "Ends the session of the access token: neither it nor the refresh token is good any more.")
    Mono<Void> logout(Caller caller) {
        return sessions.end(caller);
    }
}
