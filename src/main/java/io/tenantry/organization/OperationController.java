package io.tenantry.organization;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tenantry.kernel.Actor;
import io.tenantry.kernel.Caller;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.Fails;
import io.tenantry.kernel.ProblemException;
import io.tenantry.kernel.RequirePermission;
import org.bson.types.ObjectId;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** What is being done to organizations, and what became of it. */
@RestController
@Tag(name = "Organizations")
class OperationController {

    private final OperationWatch operations;

    OperationController(OperationWatch operations) {
        this.operations = operations;
    }

    @GetMapping("/operations/{id}")
    @RequirePermission(value = "update:organization", orSuperuser = true)
    @Operation(
            operationId = "getOperation",
            summary = "Follow what is being done to an organization",
            description =
                    "For the admins of the organization, and for superusers. What has ended is kept for thirty days.")
    @Fails({ErrorCode.NOT_FOUND, ErrorCode.FORBIDDEN})
    Mono<OperationView> get(Caller caller, @PathVariable String id) {
        return (ObjectId.isValid(id) ? operations.find(new ObjectId(id)) : Mono.<OperationView>empty())
                .filter(operation -> !(caller instanceof Actor actor) || operation.isOf(actor.organizationId()))
                .switchIfEmpty(Mono.error(() -> ProblemException.notFound("operation")));
    }
}
