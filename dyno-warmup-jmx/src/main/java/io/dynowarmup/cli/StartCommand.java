package io.dynowarmup.cli;

import io.dynowarmup.jmx.remote.RemoteBean;
import io.dynowarmup.time.Pause;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Starts a run in a daemon. */
@Command(
    name = "start",
    mixinStandardHelpOptions = true,
    versionProvider = VersionOfJar.class,
    description = {
      "Tells a daemon to warm its node now: what the node holds becomes what the source has.",
      "'preflight' tells before what would happen."
    })
final class StartCommand extends RemoteCommand {
  @Option(
      names = "--source",
      paramLabel = "PEER",
      defaultValue = "",
      description = "This source and no other: host, host:port of its Redis or Dynomite, or rack.")
  private String source;

  @Option(
      names = "--strategy",
      paramLabel = "NAME",
      defaultValue = "",
      description = "How the data arrives: auto, delta or replication, instead of the setting.")
  private String strategy;

  @Option(
      names = "--force",
      description = "Also a node that is known to be warm, or from a source with far fewer keys.")
  private boolean force;

  @Option(
      names = "--wait",
      description = {
        "Stay until the run is over and end with the exit code of its outcome.",
        "Ctrl-C ends the waiting, not the run."
      })
  private boolean wait;

  @Override
  ExitCode with(RemoteBean bean) throws InterruptedException {
    String id = bean.order("start", source, strategy, force ? "force" : "");
    out().println("run " + id + " has begun");
    out().flush();
    return wait ? new RunFollower(bean, out(), Pause.system()).follow(id) : ExitCode.WARMED;
  }
}
