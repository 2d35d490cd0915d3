package io.tenantry.kernel;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * This operation makes something, and takes an {@code Idempotency-Key}: repeated with the same key it gives its first answer
 * again. It is for operations that give what they make the id of {@link NewId} and find it again by that, so that also a
 * repetition whose first attempt was never answered comes to one thing made. Its answer fits into memory and is not streamed.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Idempotent {

    /** A header that authorizes who has no account: a key is then of those alone who send the same. */
    String credential() default "";
}
