/** Tenantry, an organization service. Each package below this one is a feature, verified as a module. */
@NullMarked
package io.tenantry;

import org.jspecify.annotations.NullMarked;
