// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli;

import io.dynowarmup.cli.exit.ExitCode;
import io.dynowarmup.cli.exit.HelpText;
import io.dynowarmup.cli.follow.RunFollower;
import io.dynowarmup.cli.follow.VerificationFollower;
import io.dynowarmup.cli.jar.VersionOfJar;
import io.dynowarmup.cli.live.Paragraphs;
import io.dynowarmup.jmx.remote.BeanSnapshot;
import io.dynowarmup.jmx.remote.RemoteBean;
import io.dynowarmup.time.Pause;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Aborts the current run. */
@Command(
    name = "abort",
    mixinStandardHelpOptions = true,
    versionProvider = VersionOfJar.class,
    description = {
      "Ends the daemon's current run, or its verification if there is no run.",
      "A run puts the node back into service first (RESTORE)."
    },
    exitCodeListHeading = HelpText.CODES,
    exitCodeList = {
      HelpText.DONE,
      HelpText.USAGE,
      HelpText.UNREACHABLE,
      HelpText.INTERNAL,
      HelpText.NOT_NOW,
      HelpText.LOGIN
    },
    footerHeading = HelpText.EXAMPLES,
    footer = {"  dyno-warmup abort", "  dyno-warmup abort --wait"})
final class AbortCommand extends RemoteCommand {
  @Option(
      names = "--wait",
      description = "Wait until the node is back in service, or until the verification has ended.")
  private boolean wait;

  @Override
  ExitCode with(RemoteBean bean) throws InterruptedException {
    BeanSnapshot before = bean.read();
    out().println(Paragraphs.onStdout(bean.invoke("abort")));
    out().flush();
    if (!wait) {
      return ExitCode.WARMED;
    }
    if (!before.flag("Running")) {
      VerificationFollower.follow(bean, screen(), Pause.system());
      out().println(Paragraphs.onStdout(bean.invoke("verification")));
      return ExitCode.WARMED;
    }
    ExitCode end =
        ExitCode.of(
            new RunFollower(bean, out(), screen(), Pause.system()).follow(before.text("RunId")));
    return end == ExitCode.ABORTED ? ExitCode.WARMED : end;
  }
}
