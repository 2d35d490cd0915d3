/**
 * Who is it, and what may they do: credentials in the master, users in the organization's database, access tokens and
 * the security chain.
 */
@NullMarked
@ApplicationModule(
        displayName = "Identity",
        allowedDependencies = {"kernel", "tenancy", "audit", "settings"})
package io.tenantry.identity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
