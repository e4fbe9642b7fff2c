// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.host.standalone;

import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends the process of the daemon or of a single run. */
final class OwnProcess {
  private static final Logger LOG = LoggerFactory.getLogger(OwnProcess.class);

  /**
   * The exit code {@code EX_SOFTWARE} of sysexits.h, after which conf/dyno-warmup.service restarts
   * the daemon.
   */
  private static final int INTERNAL = 70;

  private OwnProcess() {}

  /**
   * Returns {@link #end} as a loaded class, because a class may fail to load when memory is
   * exhausted.
   */
  static Consumer<Throwable> ending() {
    return OwnProcess::end;
  }

  /**
   * Ends the process at once. A program that could not restore the node cannot be trusted with an
   * orderly shutdown.
   */
  static void end(Throwable why) {
    try {
      LOG.error(
          "The node could not be restored because of an internal error: the process ends with "
              + "exit code {}, and its next start restores the node",
          INTERNAL,
          why);
    } finally {
      Runtime.getRuntime().halt(INTERNAL);
    }
  }
}
