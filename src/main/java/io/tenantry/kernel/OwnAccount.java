package io.tenantry.kernel;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Every person of an organization may call this, for themselves and with their own token: no API key, no superuser. */
@Documented
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface OwnAccount {

    /** Whether superusers may call this too while they act in no organization. */
    boolean orSuperuser() default false;

    /** Whether those may call this who still have to set up the second factor that their organization demands. */
    boolean beforeSecondFactor() default false;
}
