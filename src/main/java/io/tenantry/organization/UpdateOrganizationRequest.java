package io.tenantry.organization;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tenantry.identity.Credentials;
import io.tenantry.kernel.EmailAddress;
import io.tenantry.kernel.ProblemException;
import io.tenantry.kernel.Secret;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/** The body of {@code PUT /org/update}. */
record UpdateOrganizationRequest(
        @Schema(
                description = "The new name, 1 to 100 characters.",
                example = "Acme Rockets",
                minLength = 1,
                maxLength = 100)
        @NotNull
        String organizationName,

        @Schema(description = "An admin's address; left out with an access token.", example = "admin@acme.com")
        @Nullable
        EmailAddress email,

        @Schema(description = "Their password; left out with an access token.", example = "correct horse battery")
        @Nullable
        Secret password,

        @Schema(description = Credentials.OTP, maxLength = 64, example = "492039") @Nullable
        Secret otp) {

    OrganizationName name() {
        return OrganizationName.of(organizationName);
    }

    boolean hasCredentials() {
        return email != null || password != null;
    }

    Credentials credentials() {
        if (email == null) {
            throw ProblemException.invalid("email", "is required with a password");
        }
        if (password == null) {
            throw ProblemException.invalid("password", "is required with an e-mail address");
        }
        return new Credentials(email, password, otp);
    }
}
