package io.tenantry.kernel;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Who may call this: people and API keys whose role holds the permission, and superusers who act in the organization. It is
 * checked before the arguments are read. Every method of a controller says this, {@link Anonymous}, {@link OwnAccount} or
 * {@link SuperusersOnly}; one that says nothing is refused to everybody.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface RequirePermission {

    /** Such as {@code create:users}. */
    String value();

    /** Whether superusers may call this too while they act in no organization. */
    boolean orSuperuser() default false;
}
