package io.tenantry.identity;

import io.tenantry.kernel.EmailAddress;
import io.tenantry.kernel.Secret;
import org.jspecify.annotations.Nullable;

/**
 * A person to be made, checked.
 *
 * @param password 8 to 256 characters, otherwise 400
 * @param role the name of one of the organization's roles
 */
public record NewUser(
        EmailAddress email, Secret password, @Nullable String fullName, String role) {

    public NewUser {
        Passwords.require("password", password);
    }
}
