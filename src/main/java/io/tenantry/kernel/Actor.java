package io.tenantry.kernel;

import org.jspecify.annotations.Nullable;

/**
 * Somebody within an organization, as their access token says. What they may do is decided from the service's own
 * records, never from here.
 *
 * @param organizationId the organization they act in
 * @param adminId set for those who had the role {@code admin} when the token was issued
 */
public record Actor(
        UserId userId,
        OrganizationId organizationId,
        @Nullable UserId adminId) implements Caller {}
