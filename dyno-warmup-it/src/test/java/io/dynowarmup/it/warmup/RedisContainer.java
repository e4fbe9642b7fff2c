// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import io.dynowarmup.it.redis.RedisBinary;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.testcontainers.containers.BindMode;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.startupcheck.IsRunningStartupCheckStrategy;
import org.testcontainers.utility.DockerImageName;

/**
 * A Redis from an image, on the network of the host, so that the other Redis and the warm-up reach
 * it by its address. To the harness it looks like a process.
 */
final class RedisContainer extends Process {
  private static final String VERSION = "7.2.5";
  private static final DockerImageName IMAGE = DockerImageName.parse("redis:" + VERSION);

  private final GenericContainer<?> container;

  private RedisContainer(GenericContainer<?> container) {
    this.container = container;
  }

  static RedisBinary image() {
    return RedisBinary.startedBy(RedisContainer::start, VERSION);
  }

  @SuppressWarnings("resource") // ends when the harness kills it
  private static Process start(Path conf, Path dir) throws IOException {
    String user = Files.getAttribute(dir, "unix:uid") + ":" + Files.getAttribute(dir, "unix:gid");
    GenericContainer<?> container =
        new GenericContainer<>(IMAGE)
            .withNetworkMode("host")
            .withFileSystemBind(dir.toString(), dir.toString(), BindMode.READ_WRITE)
            .withCreateContainerCmdModifier(
                c -> c.withUser(user).withEntrypoint("redis-server", conf.toString()))
            .withStartupCheckStrategy(
                new IsRunningStartupCheckStrategy().withTimeout(Duration.ofSeconds(60)));
    container.start();
    return new RedisContainer(container);
  }

  @Override
  public boolean isAlive() {
    return container.isRunning();
  }

  @Override
  public int waitFor() {
    container.stop();
    return 0;
  }

  @Override
  public int exitValue() {
    if (isAlive()) {
      throw new IllegalThreadStateException("it runs");
    }
    return 0;
  }

  /** Removes the container, which kills Redis. */
  @Override
  public void destroy() {
    container.stop();
  }

  @Override
  public InputStream getInputStream() {
    return InputStream.nullInputStream();
  }

  @Override
  public InputStream getErrorStream() {
    return InputStream.nullInputStream();
  }

  @Override
  public OutputStream getOutputStream() {
    return OutputStream.nullOutputStream();
  }
}
