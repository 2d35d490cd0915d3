package io.tenantry.identity;

import io.tenantry.kernel.EmailAddress;
import io.tenantry.kernel.Secret;

/** A superuser to be made, checked. */
record NewSuperuser(EmailAddress email, Secret password) {

    NewSuperuser {
        Passwords.require("password", password);
    }
}
