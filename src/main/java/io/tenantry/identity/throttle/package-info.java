/** How guessing is slowed down: what failed lately, for all instances in the master, and how long the next attempt waits. */
@NullMarked
package io.tenantry.identity.throttle;

import org.jspecify.annotations.NullMarked;
