/** How people come in, and come back in: forgotten passwords. */
@NullMarked
@ApplicationModule(
        displayName = "Onboarding",
        allowedDependencies = {"kernel", "identity", "mail"})
package io.tenantry.onboarding;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
