package io.tenantry.kernel;

/** A superuser, who operates the service and belongs to no organization. Their account was there when the request came. */
public record Superuser(UserId userId) implements Caller {}
