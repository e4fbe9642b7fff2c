// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static org.junit.Assume.assumeTrue;

import io.dynowarmup.it.redis.RedisBinary;
import java.util.List;
import org.junit.BeforeClass;
import org.junit.runners.Parameterized.Parameters;
import org.testcontainers.DockerClientFactory;

/** Runs the warm-up on a Redis in its official image. Skipped if no Docker engine answers. */
public class ContainerWarmupIT extends WarmupIT {
  public ContainerWarmupIT(RedisBinary redis) {
    super(redis);
  }

  @Parameters(name = "{0}")
  public static List<RedisBinary> binaries() {
    return List.of(RedisContainer.image());
  }

  @BeforeClass
  public static void aDockerEngineAnswers() {
    assumeTrue("No Docker engine answers", DockerClientFactory.instance().isDockerAvailable());
  }
}
