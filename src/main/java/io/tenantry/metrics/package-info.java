/** What the service measures of itself, for Prometheus, on a port of its own. Modules register their meters where they arise. */
@NullMarked
@ApplicationModule(
        displayName = "Metrics",
        allowedDependencies = {"kernel"})
package io.tenantry.metrics;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
