// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli;

import io.dynowarmup.cli.exit.ExitCode;
import io.dynowarmup.cli.exit.HelpText;
import io.dynowarmup.cli.follow.RunFollower;
import io.dynowarmup.cli.jar.VersionOfJar;
import io.dynowarmup.cli.option.RequestOptions;
import io.dynowarmup.jmx.remote.RemoteBean;
import io.dynowarmup.time.Pause;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Starts a run in a daemon. */
@Command(
    name = "start",
    mixinStandardHelpOptions = true,
    versionProvider = VersionOfJar.class,
    description = {
      "Makes the daemon warm its node now. The node's data becomes that of the source.",
      "Run 'preflight' first to see what would happen."
    },
    exitCodeListHeading = HelpText.CODES,
    exitCodeList = {
      HelpText.START,
      HelpText.PARTIAL,
      HelpText.ABORTED,
      HelpText.FAILED,
      HelpText.SKIPPED,
      HelpText.USAGE,
      HelpText.UNREACHABLE,
      HelpText.INTERNAL,
      HelpText.NOT_NOW,
      HelpText.LOGIN
    },
    footerHeading = HelpText.EXAMPLES,
    footer = {"  dyno-warmup start --wait", "  dyno-warmup start --source rack2 --force"})
final class StartCommand extends RemoteCommand {
  @Mixin private RequestOptions wanted = new RequestOptions();

  @Option(
      names = "--wait",
      description = {
        "Wait until the run ends and return the exit code of its outcome.",
        "Ctrl-C ends the waiting, not the run."
      })
  private boolean wait;

  @Override
  ExitCode with(RemoteBean bean) throws InterruptedException {
    String force = wanted.force() ? "force" : "";
    String id =
        wanted.manifest().isEmpty()
            ? bean.invoke("start", wanted.source(), wanted.strategy(), force)
            : bean.invoke(
                "start", wanted.source(), wanted.strategy(), force, "", "", wanted.manifest());
    out().println("run " + id + " has begun");
    out().flush();
    return wait
        ? ExitCode.of(new RunFollower(bean, out(), screen(), Pause.system()).follow(id))
        : ExitCode.WARMED;
  }
}
