package io.tenantry.kernel;

/**
 * A superuser, who operates the service and belongs to no organization. Their session was there when the request came.
 *
 * @param sessionId the session that their access token is part of
 */
public record Superuser(UserId userId, String sessionId) implements Caller {

    @Override
    public String owner() {
        return "superuser " + userId;
    }
}
