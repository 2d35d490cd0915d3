/**
 * Gives a repeated request its first answer: keys that callers choose, the answers that were given under them, and the id
 * that is reserved with a key, so that what a request makes is made once, whatever was lost on the way.
 */
@NullMarked
@ApplicationModule(
        displayName = "Idempotency",
        allowedDependencies = {"kernel", "tenancy"})
package io.tenantry.idempotency;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
