// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Sends signals to processes that the harness started. */
public final class Children {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private Children() {}

  /**
   * Sends SIGKILL and waits until the process has ended. Also ends a stopped (frozen) process.
   *
   * @throws IllegalStateException if the process still exists after 60 s
   */
  public static void kill(Process process) {
    end(process, process.destroyForcibly());
  }

  /**
   * Sends SIGTERM and waits until the process has ended. Sends SIGKILL if that takes longer than 60
   * s.
   */
  public static void terminate(Process process) {
    process.destroy();
    if (!gone(process)) {
      kill(process);
    }
  }

  /**
   * Waits until a process has ended by itself.
   *
   * @param limit the limit on an idle machine, see {@link Await}
   * @return false if it is still running
   */
  public static boolean ends(Process process, Duration limit) throws InterruptedException {
    return process.waitFor(Await.patient(limit).toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Sends a signal by name, for signals that Java cannot send: STOP, CONT. */
  public static void signal(Process process, String name) {
    try {
      Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
      if (!kill.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS) || kill.exitValue() != 0) {
        throw new IllegalStateException(
            "kill -" + name + " " + process.pid() + " failed: is the process still running?");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while sending SIG" + name, e);
    }
  }

  private static void end(Process process, Process destroyed) {
    if (!gone(destroyed)) {
      throw new IllegalStateException(
          "Process " + process.pid() + " is still there 60 s after SIGKILL");
    }
  }

  private static boolean gone(Process process) {
    try {
      return process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return !process.isAlive();
    }
  }
}
