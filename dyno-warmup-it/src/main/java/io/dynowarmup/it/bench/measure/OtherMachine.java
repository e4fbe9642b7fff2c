// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.bench.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Simulates a second machine for the node that is warmed and for the plugin. In a cluster, neither
 * shares a machine with the source and its clients. Here they get only the CPU time that the others
 * leave (SCHED_IDLE, through {@code chrt}). So the clients' latency shows only what the source is
 * asked to do.
 */
public final class OtherMachine {
  private static final Path OWN_THREADS = Path.of("/proc/self/task");

  /** The threads of the plugin and of the JIT compiler. */
  private static final Pattern PLUGIN =
      Pattern.compile("(dyno-warmup|C[12] Compiler).*", Pattern.DOTALL);

  private static final long LIMIT_SECONDS = 10;

  private final boolean there;

  private OtherMachine(boolean there) {
    this.there = there;
  }

  /** Moves a process to the other machine. Does nothing on a system without {@code chrt}. */
  public static OtherMachine with(long pid) {
    return new OtherMachine(idle("-ap", pid));
  }

  /** Moves the plugin's threads in this JVM, and those of the JIT compiler. */
  public void takePlugin() {
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
