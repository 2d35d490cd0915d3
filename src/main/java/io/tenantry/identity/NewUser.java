package io.tenantry.identity;

import io.tenantry.kernel.EmailAddress;
import io.tenantry.kernel.Secret;
import org.jspecify.annotations.Nullable;

/** A person to be made, checked. */
record NewUser(
        EmailAddress email, Secret password, @Nullable String fullName, String role) {

    NewUser {
        Passwords.require("password", password);
    }
}
