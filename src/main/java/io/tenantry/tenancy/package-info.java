/**
 * Sends each request to its organization's own database and to no other: the tenant of a request, the directory of
 * tenants, placement, the routing template, collections made on demand, the acknowledgement rule for writes, and the
 * copier that moves a database.
 */
@NullMarked
@ApplicationModule(
        displayName = "Tenancy",
        allowedDependencies = {"kernel", "embedded"})
package io.tenantry.tenancy;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
