package io.tenantry.identity;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.ExpectedVersion;
import io.tenantry.kernel.Fails;
import io.tenantry.kernel.Page;
import io.tenantry.kernel.PageRequest;
import io.tenantry.kernel.RequirePermission;
import jakarta.validation.Valid;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** What people and keys may do. */
@RestController
@RequestMapping("/roles")
@Tag(name = "Roles", description = "What people and API keys may do. Nobody grants what they do not hold.")
class RoleController {

    private final RoleService service;

    RoleController(RoleService service) {
        this.service = service;
    }

    @GetMapping
    @RequirePermission("read:roles")
    @Operation(operationId = "listRoles", summary = "List the roles", description = "In the order of their names.")
    Mono<Page<RoleView>> list(PageRequest page) {
        return service.list(page).map(roles -> roles.map(RoleView::of));
    }

    @GetMapping("/{name}")
    @RequirePermission("read:roles")
    @Operation(operationId = "getRole", summary = "Look up a role")
    @Fails(ErrorCode.NOT_FOUND)
    Mono<RoleView> get(@PathVariable String name) {
        return service.get(name).map(RoleView::of);
    }

    @PutMapping("/{name}")
    @RequirePermission("update:roles")
    @Operation(
            operationId = "putRole",
            summary = "Make or change a role",
            description =
                    "Everybody who has it holds the new permissions within a second. With If-Match it is only changed:"
                            + " what is not there has no version.")
    @Fails({
        ErrorCode.ROLE_BUILT_IN,
        ErrorCode.VERSION_CONFLICT,
        ErrorCode.ORGANIZATION_BUSY,
        ErrorCode.WRITE_UNCONFIRMED
    })
    Mono<RoleView> put(
            Admitted caller,
            @PathVariable String name,
            ExpectedVersion expected,
            @Valid @RequestBody RoleChange change) {
        return service.put(caller, name, expected, change).map(RoleView::of);
    }

    @DeleteMapping("/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @RequirePermission("delete:roles")
    @Operation(operationId = "deleteRole", summary = "Remove a role that nobody has")
    @Fails({
        ErrorCode.NOT_FOUND,
        ErrorCode.ROLE_BUILT_IN,
        ErrorCode.ROLE_IN_USE,
        ErrorCode.VERSION_CONFLICT,
        ErrorCode.ORGANIZATION_BUSY,
        ErrorCode.WRITE_UNCONFIRMED
    })
    Mono<Void> delete(Admitted caller, @PathVariable String name, ExpectedVersion expected) {
        return service.delete(caller, name, expected);
    }
}
