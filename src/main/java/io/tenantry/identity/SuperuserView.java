package io.tenantry.identity;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tenantry.kernel.EmailAddress;
import io.tenantry.kernel.UserId;
import java.time.Instant;

/** A superuser as superusers see one. */
@Schema(name = "Superuser")
record SuperuserView(UserId id, EmailAddress email, Instant createdAt) {

    static SuperuserView of(SuperuserAccount account) {
        return new SuperuserView(account.id(), account.email(), account.createdAt());
    }
}
