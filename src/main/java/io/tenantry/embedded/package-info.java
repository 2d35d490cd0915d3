/**
 * A MongoDB-compatible server inside the process, for a first run and for tests: no download, no set-up, one file. It is
 * for trying out; a deployment names a real MongoDB in {@code MONGODB_URL}.
 */
@NullMarked
@ApplicationModule(
        displayName = "Embedded database",
        allowedDependencies = {})
package io.tenantry.embedded;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
