/**
 * How guessing is slowed down, and how sign-ups, requests about forgotten passwords and mails are kept from being made
 * without end: what was counted lately, for all instances in the master, and how long the next attempt waits.
 */
@NullMarked
package io.tenantry.identity.throttle;

import org.jspecify.annotations.NullMarked;
