/**
 * What the service promises of organizations while its processes die and freeze: two instances as processes of their own,
 * killed by SIGKILL and stopped by SIGSTOP, on one database. Nothing here reaches into the service but by HTTP, signals, its
 * log, the database, and the holds of {@link io.tenantry.organization.HookedInstance}.
 */
@NullMarked
package io.tenantry.crash;

import org.jspecify.annotations.NullMarked;
