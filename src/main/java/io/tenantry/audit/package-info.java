/**
 * Who did what, when and from where: a chained log in each organization's own database, and the log of the platform in the
 * master.
 */
@NullMarked
@ApplicationModule(
        displayName = "Audit log",
        allowedDependencies = {"kernel", "tenancy"})
package io.tenantry.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
