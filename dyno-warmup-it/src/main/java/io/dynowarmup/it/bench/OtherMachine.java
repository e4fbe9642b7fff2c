// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * What a cluster has on another machine than the source and its clients: the node that is warmed,
 * and the plugin. Here they take what those leave of the cores (SCHED_IDLE, through {@code chrt}),
 * so that what the clients feel is what is asked of the source.
 */
final class OtherMachine {
  private static final Path OWN_THREADS = Path.of("/proc/self/task");

  /** The plugin, and what compiles it. */
  private static final Pattern PLUGIN =
      Pattern.compile("(dyno-warmup|C[12] Compiler).*", Pattern.DOTALL);

  private static final long LIMIT_SECONDS = 10;

  private final boolean there;

  private OtherMachine(boolean there) {
    this.there = there;
  }

  /** With that process on it; none where the system has no {@code chrt}. */
  static OtherMachine with(long pid) {
    return new OtherMachine(idle("-ap", pid));
  }

  /** Moves the threads of the plugin in this JVM, and those of the compiler. */
  void takePlugin() {
    if (!there) {
      return;
    }
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(OWN_THREADS)) {
      for (Path thread : threads) {
        if (PLUGIN.matcher(Files.readString(thread.resolve("comm"))).matches()) {
          idle("-p", Long.parseLong(thread.getFileName().toString()));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return there
        ? "the other node's Redis and the plugin take what is left of the cores (SCHED_IDLE)"
        : "no chrt here: the other node's Redis and the plugin compete for the cores";
  }

  private static boolean idle(String which, long id) {
    try {
      Process chrt = new ProcessBuilder("chrt", "--idle", which, "0", Long.toString(id)).start();
      return chrt.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) && chrt.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
