package io.tenantry.settings;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tenantry.kernel.Versioned;
import java.time.ZoneId;

/** An organization's settings as callers see them. */
@Schema(name = "Settings")
record SettingsView(
        @Schema(description = OPEN_SIGNUP, example = "false")
        boolean openSignup,

        @Schema(description = REQUIRE_TOTP, example = "false")
        boolean requireTotp,

        @Schema(description = TIME_ZONE, example = "UTC") ZoneId timeZone,

        @JsonIgnore long version)
        implements Versioned {

    static final String OPEN_SIGNUP = "Whether anybody may join the organization who knows its name.";

    static final String REQUIRE_TOTP =
            "Whether everybody must have a second factor. Who has none signs in as before, but can only set one up.";

    static final String TIME_ZONE =
            "An id of the IANA database, spelled as there: where events take place unless they say otherwise.";

    static SettingsView of(VersionedSettings current) {
        Settings settings = current.settings();
        return new SettingsView(settings.openSignup(), settings.requireTotp(), settings.timeZone(), current.version());
    }
}
