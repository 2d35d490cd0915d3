package io.tenantry.identity;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tenantry.kernel.Anonymous;
import io.tenantry.kernel.Caller;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.Fails;
import io.tenantry.kernel.Idempotent;
import io.tenantry.kernel.Single;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Those who operate the service. */
@RestController
@Tag(name = "Platform", description = "Operate the service: superusers, and what they do with organizations.")
class SuperuserController {

    private static final String BOOTSTRAP_TOKEN = "X-Bootstrap-Token";

    private final Superusers superusers;

    SuperuserController(Superusers superusers) {
        this.superusers = superusers;
    }

    @PostMapping("/auth/register")
    @Idempotent(credential = BOOTSTRAP_TOKEN)
    @ResponseStatus(HttpStatus.CREATED)
    @Anonymous(credentialsMatter = true)
    @Operation(
            operationId = "registerSuperuser",
            summary = "Make a superuser",
            description =
                    "The first one with the bootstrap token, which is BOOTSTRAP_TOKEN or was printed at the start of"
                            + " the service, and works once. Each other one with a superuser's access token; the header then means"
                            + " nothing.")
    @Fails({ErrorCode.INVALID_CREDENTIALS, ErrorCode.EMAIL_TAKEN, ErrorCode.OVERLOADED})
    Mono<SuperuserView> register(
            @Nullable Caller caller,
            ServerHttpRequest http,
            @Parameter(description = "For the first superuser; once.")
                    @RequestHeader(name = BOOTSTRAP_TOKEN, required = false)
                    @Nullable
                    String bootstrapToken,
            @Valid @RequestBody RegisterRequest request) {
        Single.of(BOOTSTRAP_TOKEN, http.getHeaders().getOrEmpty(BOOTSTRAP_TOKEN));
        return superusers
                .register(caller, bootstrapToken, request.toSuperuser())
                .map(SuperuserView::of);
    }
}
