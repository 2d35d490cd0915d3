/** What an organization decides for all of its people: who may join, how they sign in, where its clocks stand. */
@NullMarked
@ApplicationModule(
        displayName = "Settings",
        allowedDependencies = {"kernel", "tenancy", "audit"})
package io.tenantry.settings;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
