/** Organizations to look around in, with passwords that everybody knows: only with {@code DEMO_DATA=true}. */
@NullMarked
@ApplicationModule(
        displayName = "Demonstration",
        allowedDependencies = {"kernel", "tenancy", "identity", "organization"})
package io.tenantry.demo;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
