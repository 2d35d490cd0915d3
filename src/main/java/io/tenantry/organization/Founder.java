package io.tenantry.organization;

import io.tenantry.identity.FoundingAdmins;
import io.tenantry.kernel.EmailAddress;
import io.tenantry.kernel.ProblemException;
import io.tenantry.kernel.Secret;
import org.jspecify.annotations.Nullable;

/**
 * Whoever makes an organization and is its first admin. Password and name are in no document of an organization that is being made: only the instance that
 * was asked knows them.
 *
 * @param password 8 to 256 characters
 */
public record Founder(
        EmailAddress email, Secret password, @Nullable String fullName) {

    /** @throws ProblemException 400 for a password that is too short or too long */
    public Founder {
        FoundingAdmins.check("password", password);
    }
}
