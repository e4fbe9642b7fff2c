// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.log;

import java.util.concurrent.ThreadFactory;
import org.slf4j.MDC;

/** Creates daemon threads whose log lines carry the mark of the thread that creates them. */
public final class HelperThreads implements ThreadFactory {
  private final String name;

  /**
   * @param name name of each thread
   */
  public HelperThreads(String name) {
    this.name = name;
  }

  @Override
  public Thread newThread(Runnable task) {
    String mark = MDC.get(LogContext.KEY);
    Thread thread =
        new Thread(
            () -> {
              LogContext.set(mark);
              task.run();
            },
            name);
    thread.setDaemon(true);
    return thread;
  }
}
