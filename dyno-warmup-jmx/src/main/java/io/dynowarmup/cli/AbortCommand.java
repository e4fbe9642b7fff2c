package io.dynowarmup.cli;

import io.dynowarmup.jmx.remote.RemoteBean;
import picocli.CommandLine.Command;

/** Ends the run that is going on. */
@Command(
    name = "abort",
    mixinStandardHelpOptions = true,
    versionProvider = VersionOfJar.class,
    description = {
      "Ends the run that a daemon is at. It puts the node back into service first (RESTORE):",
      "'status --watch' shows when that is done."
    })
final class AbortCommand extends RemoteCommand {
  @Override
  ExitCode with(RemoteBean bean) throws InterruptedException {
    out().println(bean.order("abort"));
    return ExitCode.WARMED;
  }
}
