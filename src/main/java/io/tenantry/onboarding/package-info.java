/**
 * How people come in by themselves: with an organization of their own, into one that is open to all, or on an invitation. And
 * how they come back in who have forgotten their password.
 */
@NullMarked
@ApplicationModule(
        displayName = "Onboarding",
        allowedDependencies = {"kernel", "tenancy", "audit", "identity", "organization", "mail", "settings"})
package io.tenantry.onboarding;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
