/** Is the service alive, is it ready, does its database answer: for people, load balancers and orchestrators. */
@NullMarked
@ApplicationModule(
        displayName = "Health",
        allowedDependencies = {"kernel"})
package io.tenantry.health;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
