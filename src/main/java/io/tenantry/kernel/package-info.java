/**
 * What every feature speaks: error codes and problem details (RFC 9457), ids, strings, paging, the request id and the
 * one log line a request. Knows nothing of organizations, and of storage only how it fails.
 */
@NullMarked
@ApplicationModule(
        displayName = "Kernel",
        allowedDependencies = {})
package io.tenantry.kernel;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
