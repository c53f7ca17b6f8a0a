package org.muster.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.muster.access.brake.Brake;

/**
 * What of the caller's a request to a route uses up; who has none left is answered 429 with {@code Retry-After}. (Not
 * repeatable: Payara's CDI can't read the holder of such annotations unless it is public.)
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface Costs {

    /** Each time. */
    Brake[] value() default {};

    /** Only if the parameters ask for it: {@code live=true} and the like, {@code format=csv} and the like. */
    Brake[] onDemand() default {};
}
