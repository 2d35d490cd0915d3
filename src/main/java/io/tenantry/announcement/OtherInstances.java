package io.tenantry.announcement;

import io.tenantry.kernel.OrganizationId;

/**
 * Tells the other instances that there is something to read, sooner than they would look by themselves, which they do each
 * second. Nothing depends on it.
 */
interface OtherInstances {

    /** There is an announcement of this number. Never fails, and waits for nobody. */
    void announced(OrganizationId organization, long seq);
}
