package io.tenantry.kernel;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * This operation needs no credentials. It tells readers, of the code and of the API description; what is let through is
 * decided by the security chain.
 */
@Documented
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface Anonymous {

    /** Whether credentials, when there are some, make a difference. */
    boolean credentialsMatter() default false;
}
