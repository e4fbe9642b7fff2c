// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks tests whose outcome does not depend on the version of Redis. Each of them runs on one of
 * the servers, and the tests of a class are dealt out to all servers. With {@code
 * -Dredis.binaries=} each runs on each of the named servers.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface AnyRedis {}
