package io.tenantry.kernel;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Who calls this may show a ticket in the query in place of other credentials, because browsers cannot set headers on a
 * WebSocket. Nothing else takes tickets.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface TakesTicket {}
