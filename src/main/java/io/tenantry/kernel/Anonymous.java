package io.tenantry.kernel;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Opens this operation to everybody: the security chain lets requests without credentials through to it, and the guard asks
 * for no permission. The API description tells so too.
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
