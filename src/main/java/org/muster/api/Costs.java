package org.muster.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.muster.access.brake.Brake;
import org.muster.access.rights.Permission;

/** What of the caller's a request to a route uses up; who has none left is answered 429 with {@code Retry-After}. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Repeatable(Costs.All.class)
@interface Costs {

    Brake value();

    /** Parameters, such as {@code live=true}, one of which must be given for it to cost that; none: it always does. */
    String[] when() default {};

    /** A permission without which those parameters mean nothing. */
    Permission[] with() default {};

    /** Several. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.METHOD)
    @interface All {
        Costs[] value();
    }
}
