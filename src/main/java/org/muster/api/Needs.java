package org.muster.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.muster.access.rights.Permission;

/** What the caller of a route must be allowed to do. A route without it is closed to everyone. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface Needs {

    Permission value();

    /** The word in the audit trail; only routes that change nothing have none. */
    String action() default "";
}
