// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.host.standalone;

import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The process of the daemon, or of one run. */
final class OwnProcess {
  private static final Logger LOG = LoggerFactory.getLogger(OwnProcess.class);

  /** As {@code EX_SOFTWARE} of sysexits.h: conf/dyno-warmup.service starts the daemon again. */
  private static final int INTERNAL = 70;

  private OwnProcess() {}

  /** {@link #end}, loaded: without memory no class may be. */
  static Consumer<Throwable> ending() {
    return OwnProcess::end;
  }

  /** Ends it at once: what could not put the node back cannot be trusted with a way out. */
  static void end(Throwable why) {
    try {
      LOG.error(
          "the node could not be put back because of a fault of this program: it ends with exit"
              + " code {}, and its next start puts the node back",
          INTERNAL,
          why);
    } finally {
      Runtime.getRuntime().halt(INTERNAL);
    }
  }
}
