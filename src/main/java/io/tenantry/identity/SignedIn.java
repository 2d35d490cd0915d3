package io.tenantry.identity;

import io.tenantry.tenancy.Tenant;

/** A person whose password was right, as they are now in an organization that is open to them. */
record SignedIn(User user, Tenant tenant) {}
