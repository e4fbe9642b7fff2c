// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis;

import static org.junit.Assert.assertEquals;

import java.lang.reflect.Method;
import org.junit.Test;

/** Checks that a wrapper passes on every method, also those with a default implementation. */
public class WrappedNodeTest {
  @Test
  public void eachMethodIsPassedOn() throws NoSuchMethodException {
    for (Class<?> wrapper : new Class<?>[] {PacedNode.class, SecondTryNode.class}) {
      for (Method m : RedisNode.class.getMethods()) {
        assertEquals(
            m.toString(),
            wrapper,
            wrapper.getMethod(m.getName(), m.getParameterTypes()).getDeclaringClass());
      }
    }
  }
}
