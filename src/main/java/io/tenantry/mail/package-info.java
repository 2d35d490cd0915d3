/** Sends mail by SMTP, where the operator has a server for it, and knows the address at which people reach the service. */
@NullMarked
@ApplicationModule(
        displayName = "Mail",
        allowedDependencies = {"kernel"})
package io.tenantry.mail;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
