package io.tenantry.identity;

import io.tenantry.kernel.OrganizationId;
import io.tenantry.kernel.Origin;

/** The admin of an organization, known by their credentials in this request. */
public record Administrator(OrganizationId organizationId, Origin origin) {}
