/**
 * How people come in by themselves: with an organization of their own, into one that is open to all, or on an invitation.
 */
@NullMarked
@ApplicationModule(
        displayName = "Onboarding",
        allowedDependencies = {"kernel", "tenancy", "audit", "identity", "organization", "mail", "settings"})
package io.tenantry.onboarding;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
