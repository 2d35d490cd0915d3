package io.tenantry.identity;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tenantry.kernel.EmailAddress;
import io.tenantry.kernel.Secret;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST /admin/login}. */
record AdminLoginRequest(
        @Schema(example = "admin@acme.com") @NotNull EmailAddress email,
        @Schema(example = "correct horse battery") @NotNull Secret password,

        @Schema(
                description =
                        "Needed by those who administer several organizations; empty for a superuser who is an admin"
                                + " of an organization too.",
                example = "Acme Corp",
                maxLength = 100)
        @Nullable
        String organizationName,

        @Schema(description = Credentials.OTP, maxLength = 64, example = "492039") @Nullable
        Secret otp) {

    Credentials credentials() {
        return new Credentials(email, password, otp);
    }
}
