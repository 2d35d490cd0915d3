package io.tenantry.identity;

import io.tenantry.kernel.EmailAddress;
import io.tenantry.kernel.Secret;
import org.jspecify.annotations.Nullable;

/**
 * A person to be made.
 *
 * @param password 8 to 256 characters: another one is a 400 for {@code password}
 * @param role the name of one of the organization's roles
 */
public record NewUser(
        EmailAddress email, Secret password, @Nullable String fullName, String role) {

    /** @throws io.tenantry.kernel.ProblemException 400 for a password that is too short or too long */
    public NewUser {
        Passwords.require("password", password);
    }
}
