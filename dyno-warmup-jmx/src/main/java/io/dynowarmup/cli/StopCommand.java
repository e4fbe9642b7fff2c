// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli;

import io.dynowarmup.cli.exit.ExitCode;
import io.dynowarmup.cli.exit.HelpText;
import io.dynowarmup.cli.jar.VersionOfJar;
import io.dynowarmup.cli.live.Paragraphs;
import io.dynowarmup.jmx.remote.RemoteBean;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;

/** Prepares a node for a planned stop. */
@Command(
    name = "stop",
    mixinStandardHelpOptions = true,
    versionProvider = VersionOfJar.class,
    description = {
      "Prepares a node for a planned stop: it takes no traffic, notes where its data is, and"
          + " saves.",
      "Its next start then fetches only what was written meanwhile. 'start' undoes it."
    },
    exitCodeListHeading = HelpText.CODES,
    exitCodeList = {
      HelpText.DONE,
      HelpText.NODE_FAILED,
      HelpText.USAGE,
      HelpText.UNREACHABLE,
      HelpText.INTERNAL,
      HelpText.NOT_NOW,
      HelpText.LOGIN,
      HelpText.SETTINGS
    },
    footerHeading = HelpText.EXAMPLES,
    footer = {"  dyno-warmup stop && systemctl restart redis"})
final class StopCommand extends RemoteCommand {
  /** Redis may save for up to 10 minutes. */
  private static final long MOST_MILLIS = TimeUnit.MINUTES.toMillis(12);

  @Override
  ExitCode with(RemoteBean bean) throws InterruptedException {
    out().println(Paragraphs.onStdout(bean.invokeLong("prepareStop", MOST_MILLIS)));
    return ExitCode.WARMED;
  }
}
