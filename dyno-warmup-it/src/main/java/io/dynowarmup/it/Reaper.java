// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Ends, when the JVM exits, whatever was started and not closed: no process and no directory of a
 * test outlives it.
 */
public final class Reaper {
  private static final Deque<AutoCloseable> OPEN = new ArrayDeque<>();
  private static boolean hooked;

  private Reaper() {}

  /** Closed at exit, the youngest first, unless {@link #forget} comes earlier. */
  public static synchronized <T extends AutoCloseable> T register(T resource) {
    if (!hooked) {
      Runtime.getRuntime().addShutdownHook(new Thread(Reaper::closeAll, "reaper"));
      hooked = true;
    }
    OPEN.remove(resource);
    OPEN.push(resource);
    return resource;
  }

  /** To be called by the resource's own close(). */
  public static synchronized void forget(AutoCloseable resource) {
    OPEN.remove(resource);
  }

  private static void closeAll() {
    for (AutoCloseable next = youngest(); next != null; next = youngest()) {
      try {
        next.close();
      } catch (Exception e) {
        System.err.println("Could not close " + next + " at exit: " + e);
      }
    }
  }

  private static synchronized AutoCloseable youngest() {
    return OPEN.poll();
  }
}
