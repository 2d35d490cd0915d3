package io.tenantry.onboarding;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tenantry.identity.NewUser;
import io.tenantry.kernel.EmailAddress;
import io.tenantry.kernel.Secret;
import io.tenantry.organization.Founder;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST /signup}. */
record SignUpRequest(
        @Schema(example = "grace@acme.com") @NotNull EmailAddress email,

        @Schema(
                description = "8 to 256 characters, taken exactly as they are.",
                minLength = 8,
                maxLength = 256,
                example = "correct horse battery")
        @NotNull
        Secret password,

        @Schema(example = "Grace Hopper") @Size(max = 200) @Nullable
        String fullName,

        @Schema(
                description = "Which organization to join; left out, a new one is made unless there is an invitation.",
                types = {"string", "null"},
                maxLength = 100,
                example = "Acme Corp")
        @Nullable
        String organizationName,

        @Schema(
                description =
                        "From the link of an invitation. With organization_name too it must be of that organization.",
                types = {"string", "null"},
                format = "password",
                maxLength = 256,
                example = "inv_65f0c0ffee0c0ffee0c0ffee_2mN8sQ0vT5xY7zB1cD3eF4gH6jK9lP0r")
        @Nullable
        Secret invitationToken) {

    Founder founder() {
        return new Founder(email, password, name());
    }

    NewUser user(String role) {
        return new NewUser(email, password, name(), role);
    }

    private @Nullable String name() {
        return fullName == null || fullName.isEmpty() ? null : fullName;
    }
}
