// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.host.manager.process;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.inject.Inject;
import javax.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs calls of the host's process managers, each on a thread of its own. These calls always sleep
 * for five seconds, then read the script's output to its end, and change the host's flags without
 * regard to a run.
 */
@Singleton
public final class HostCalls implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HostCalls.class);
  private static final long END_MILLIS = 10_000;

  private final StateMirror mirror;
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

  @Inject
  public HostCalls(StateMirror mirror) {
    this.mirror = mirror;
  }

  /** A call that may throw whatever the host's code throws. */
  public interface Call {
    void run() throws Exception;
  }

  /** Returns whether the current thread belongs to this class. */
  boolean isOwn() {
    return threads.contains(Thread.currentThread());
  }

  /** Starts a call and returns at once; a failure is logged. */
  Thread begin(String what, Call call) {
    Thread thread = new Thread(() -> perform(what, call), "dyno-warmup-" + what.replace(' ', '-'));
    thread.setDaemon(true);
    // In a webapp, the class loader of the starting thread may not see the host's classes.
    thread.setContextClassLoader(HostCalls.class.getClassLoader());
    threads.add(thread);
    try {
      thread.start();
      return thread;
    } catch (Error e) {
      threads.remove(thread);
      throw e;
    }
  }

  /**
   * Runs a call and waits for its end.
   *
   * @param millis maximum time to wait, in milliseconds
   * @throws WarmupException TIME_OUT if the call takes longer; ABORTED if the thread is interrupted
   */
  void await(String what, Call call, long millis) {
    Thread thread = begin(what, call);
    try {
      thread.join(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WarmupException(Reason.ABORTED, "interrupted during: " + what, e);
    }
    if (thread.isAlive()) {
      throw new WarmupException(
          Reason.TIME_OUT,
          "dynomite-manager's own call (" + what + ") did not end within " + millis + " ms");
    }
  }

  private void perform(String what, Call call) {
    try {
      call.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception | LinkageError e) {
      LOG.error("Call of dynomite-manager failed: {}", what, e);
    } finally {
      mirror.again();
      threads.remove(Thread.currentThread());
    }
  }

  /** Interrupts the calls and waits for them, because they cannot be undone. */
  @Override
  public void close() {
    try {
      for (Thread thread : threads) {
        thread.interrupt();
        thread.join(END_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
