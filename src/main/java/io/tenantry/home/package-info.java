/** What a visitor meets first: the front page, the API description and its two readers. Nothing is loaded from elsewhere. */
@NullMarked
@ApplicationModule(
        displayName = "Home",
        allowedDependencies = {"kernel"})
package io.tenantry.home;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
