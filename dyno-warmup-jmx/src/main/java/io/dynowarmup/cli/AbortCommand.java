// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli;

import io.dynowarmup.jmx.remote.RemoteBean;
import picocli.CommandLine.Command;

/** Aborts the current run. */
@Command(
    name = "abort",
    mixinStandardHelpOptions = true,
    versionProvider = VersionOfJar.class,
    description = {
      "Ends the daemon's current run, or its comparison if there is no run.",
      "A run puts the node back into service first (RESTORE). 'status --watch' shows when that is done."
    })
final class AbortCommand extends RemoteCommand {
  @Override
  ExitCode with(RemoteBean bean) throws InterruptedException {
    out().println(bean.order("abort"));
    return ExitCode.WARMED;
  }
}
