package io.tenantry.settings;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tenantry.kernel.Actor;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.ExpectedVersion;
import io.tenantry.kernel.Fails;
import io.tenantry.kernel.RequirePermission;
import jakarta.validation.Valid;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** What an organization decides for all of its people. */
@RestController
@RequestMapping("/org/settings")
@Tag(name = "Settings", description = "What an organization decides for all of its people.")
class SettingsController {

    private final SettingsService service;

    SettingsController(SettingsService service) {
        this.service = service;
    }

    @GetMapping
    @RequirePermission("read:organization")
    @Operation(
            operationId = "getSettings",
            summary = "The settings of your organization",
            description = "Before a first change these are the defaults, with an ETag of their own.")
    @Fails(ErrorCode.ORGANIZATION_BUSY)
    Mono<SettingsView> get() {
        return service.get().map(SettingsView::of);
    }

    @PatchMapping
    @RequirePermission("update:organization")
    @Operation(
            operationId = "changeSettings",
            summary = "Change the settings of your organization",
            description =
                    "Everybody's next request notices within a second. With require_totp on, whoever has no second"
                            + " factor, you too, reaches nothing but GET /me, POST /auth/totp/enroll, POST /auth/totp/confirm and POST"
                            + " /auth/logout: all else is 403 second_factor_required until they have confirmed one, with the token that"
                            + " they have. API keys go on as before. A change that changes nothing keeps the version.")
    @Fails({ErrorCode.VERSION_CONFLICT, ErrorCode.ORGANIZATION_BUSY, ErrorCode.WRITE_UNCONFIRMED})
    Mono<SettingsView> change(Actor actor, ExpectedVersion expected, @Valid @RequestBody SettingsChange change) {
        return service.change(actor.organizationId(), expected, change).map(SettingsView::of);
    }
}
