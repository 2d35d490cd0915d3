/**
 * The life of an organization: its name and namespace, the claims that make both its own, and how it is provisioned,
 * renamed and deleted without losing what was acknowledged.
 */
@NullMarked
@ApplicationModule(
        displayName = "Organization",
        allowedDependencies = {"kernel", "tenancy", "audit", "identity"})
package io.tenantry.organization;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
