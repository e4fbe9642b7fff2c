// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks tests whose outcome depends on the version of Redis. Each of them runs on every server. The
 * tests of other classes are dealt out to the servers. With {@code -Dredis.every=true}, and with
 * {@code -Dredis.binaries=}, all tests run on every server.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface EveryRedis {}
