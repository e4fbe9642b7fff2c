// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Closes everything at JVM exit that a test started and did not close. No process and no directory
 * of a test outlives the JVM.
 */
public final class Reaper {
  private static final Deque<AutoCloseable> OPEN = new ArrayDeque<>();
  private static boolean hooked;

  private Reaper() {}

  /**
   * Registers a resource to be closed at exit, the newest first, unless {@link #forget} is called
   * earlier.
   */
  public static synchronized <T extends AutoCloseable> T register(T resource) {
    if (!hooked) {
      Runtime.getRuntime().addShutdownHook(new Thread(Reaper::closeAll, "reaper"));
      hooked = true;
    }
    OPEN.remove(resource);
    OPEN.push(resource);
    return resource;
  }

  /** Unregisters a resource. The resource's own close() calls this. */
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
