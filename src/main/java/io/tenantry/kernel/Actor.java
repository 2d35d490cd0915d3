package io.tenantry.kernel;

/**
 * Somebody who acts within an organization: one of its people or API keys, or a superuser who entered it. What they may do is
 * decided from the service's own records, never from here.
 *
 * @param userId the user, the API key or the superuser
 * @param organizationId the organization they act in
 * @param sessionId the session that their access token is part of; of a key the part of its text that names it
 */
public record Actor(ActorType type, UserId userId, OrganizationId organizationId, String sessionId) implements Caller {

    @Override
    public String owner() {
        return type.word() + " " + userId + " of " + organizationId;
    }
}
