package io.tenantry.identity;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tenantry.kernel.Actor;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** The caller's own profile. */
@RestController
@Tag(name = "Users", description = "The people of the organization.")
class MeController {

    private final Callers callers;
    private final UserViews views;

    MeController(Callers callers, UserViews views) {
        this.callers = callers;
        this.views = views;
    }

    @GetMapping("/me")
    @Operation(operationId = "getMe", summary = "Your own profile")
    Mono<UserView> me(Actor actor) {
        return callers.require(actor).flatMap(user -> views.of(user, actor.organizationId()));
    }
}
