// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis;

import static org.junit.Assert.assertEquals;

import io.dynowarmup.redis.jedis.JedisRedisNode;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.Test;

/**
 * Checks that no wrapper inherits a default method of {@link RedisNode}: it would answer "unknown"
 * instead of the Redis behind it.
 */
public class WrappedNodesTest {
  @Test
  public void everyQuestionReachesTheRedisBehindIt() {
    for (Class<?> wrapper :
        Arrays.asList(SecondTryNode.class, PacedNode.class, JedisRedisNode.class)) {
      List<String> inherited =
          Arrays.stream(RedisNode.class.getMethods())
              .filter(m -> !declares(wrapper, m))
              .map(m -> wrapper.getSimpleName() + "." + m.getName())
              .collect(Collectors.toList());
      assertEquals(Collections.emptyList(), inherited);
    }
  }

  private static boolean declares(Class<?> wrapper, Method method) {
    try {
      wrapper.getDeclaredMethod(method.getName(), method.getParameterTypes());
      return true;
    } catch (NoSuchMethodException e) {
      return false;
    }
  }
}
