package io.tenantry.identity;

import io.swagger.v3.oas.annotations.Hidden;
import io.tenantry.kernel.Actor;
import io.tenantry.kernel.Origin;
import io.tenantry.kernel.Permissions;

/**
 * Somebody whom the guard let in, for controllers that need to know what they may do.
 *
 * @param permissions what their role grants them at this moment
 */
@Hidden
public record Admitted(Actor actor, Permissions permissions, Origin origin) {}
