// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.it.redis.RedisBinary;
import io.dynowarmup.it.redis.RedisServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.Test;

public class ReaperIT {
  /** Another JVM that exits without closing what it started. */
  public static final class Careless {
    private Careless() {}

    public static void main(String[] args) {
      RedisServer redis = RedisServer.start(RedisBinary.embedded());
      System.out.println(redis.pid() + " " + redis.dir());
      System.exit(Integer.parseInt(args[0]));
    }
  }

  @Test
  public void whatAJvmLeavesBehindEndsWithIt() throws IOException, InterruptedException {
    Process jvm =
        new ProcessBuilder(
                JavaCommand.of(
                    "-cp", System.getProperty("java.class.path"), Careless.class.getName(), "3"))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String[] said =
        new String(jvm.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim().split(" ");
    assertEquals(3, jvm.waitFor());
    long pid = Long.parseLong(said[0]);
    Await.until(
        "the process is gone", Duration.ofSeconds(60), () -> ProcessHandle.of(pid).isEmpty());
    assertFalse(Files.exists(Path.of(said[1])));
    assertTrue(said[1].contains("dyno-warmup-redis-"));
  }
}
