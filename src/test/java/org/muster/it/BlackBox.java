package org.muster.it;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test class that talks to a running Muster over HTTP and knows nothing else of it. All of them share one server, which
 * is started once for each pair of server and database; a parameter of type {@link RunningMuster} tells where it is.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(SharedServer.class)
@interface BlackBox {}
