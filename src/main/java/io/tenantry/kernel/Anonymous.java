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

    /**
     * The permission that credentials need when they matter, such as {@code update:organization}: what is refused to them is
     * recorded as that. The method itself demands it, since what it serves may bring others in its body. Empty for none.
     */
    String permission() default "";
}
