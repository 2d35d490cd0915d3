package io.tenantry.settings;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** The body of {@code PATCH /org/settings}. */
@Schema(description = "A field that is left out, or null, stays as it is.")
record SettingsChange(
        @Schema(
                description = SettingsView.OPEN_SIGNUP,
                example = "true",
                types = {"boolean", "null"})
        @Nullable
        Boolean openSignup,

        @Schema(
                description = SettingsView.REQUIRE_TOTP,
                example = "true",
                types = {"boolean", "null"})
        @Nullable
        Boolean requireTotp,

        @Schema(
                description = SettingsView.TIME_ZONE,
                example = "Europe/Berlin",
                types = {"string", "null"})
        @Nullable
        ZoneId timeZone) {}
