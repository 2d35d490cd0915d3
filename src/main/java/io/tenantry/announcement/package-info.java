/**
 * What an organization tells its people: each announcement has the next number, and everybody who is connected gets it at
 * once, in order, each once.
 */
@NullMarked
@ApplicationModule(
        displayName = "Announcements",
        allowedDependencies = {"kernel", "tenancy", "audit", "identity"})
package io.tenantry.announcement;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
