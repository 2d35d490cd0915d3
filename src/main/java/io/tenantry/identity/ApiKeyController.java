package io.tenantry.identity;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.ExpectedVersion;
import io.tenantry.kernel.Fails;
import io.tenantry.kernel.Idempotent;
import io.tenantry.kernel.Ids;
import io.tenantry.kernel.Page;
import io.tenantry.kernel.PageRequest;
import io.tenantry.kernel.RequirePermission;
import io.tenantry.kernel.UserId;
import jakarta.validation.Valid;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Keys for programs. */
@RestController
@RequestMapping("/api-keys")
@Tag(name = "API keys", description = "Keys by which programs act in the organization: header X-API-Key.")
class ApiKeyController {

    private final ApiKeyService service;

    ApiKeyController(ApiKeyService service) {
        this.service = service;
    }

    @PostMapping
    @Idempotent
    @ResponseStatus(HttpStatus.CREATED)
    @RequirePermission("create:api_keys")
    @Operation(
            operationId = "createApiKey",
            summary = "Make an API key",
            description =
                    "The answer shows it this once: only a hash is kept. It is the organization's, not its maker's:"
                            + " it stays when they leave, until it is revoked or ends.")
    @Fails({ErrorCode.ORGANIZATION_BUSY, ErrorCode.WRITE_UNCONFIRMED})
    Mono<CreatedApiKeyView> create(Admitted caller, @Valid @RequestBody NewApiKey wanted) {
        return service.create(caller, wanted).map(CreatedApiKeyView::of);
    }

    @GetMapping
    @RequirePermission("read:api_keys")
    @Operation(
            operationId = "listApiKeys",
            summary = "List the API keys",
            description = "Revoked ones too, in the order of their making.")
    Mono<Page<ApiKeyView>> list(PageRequest page) {
        return service.list(page).map(keys -> keys.map(ApiKeyView::of));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @RequirePermission("delete:api_keys")
    @Operation(
            operationId = "revokeApiKey",
            summary = "Revoke an API key",
            description =
                    "It is refused within a second, and stays in the list. Revoking it again changes nothing. Nobody"
                            + " revokes a key that may do more than they.")
    @Fails({ErrorCode.NOT_FOUND, ErrorCode.VERSION_CONFLICT, ErrorCode.ORGANIZATION_BUSY, ErrorCode.WRITE_UNCONFIRMED})
    Mono<Void> revoke(Admitted caller, @PathVariable String id, ExpectedVersion expected) {
        return service.revoke(caller, key(id), expected);
    }

    private static UserId key(String id) {
        return new UserId(Ids.orNotFound(id, "API key"));
    }
}
