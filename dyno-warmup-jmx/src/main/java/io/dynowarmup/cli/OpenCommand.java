// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli;

import io.dynowarmup.cli.exit.ExitCode;
import io.dynowarmup.cli.exit.HelpText;
import io.dynowarmup.cli.jar.VersionOfJar;
import io.dynowarmup.cli.live.Paragraphs;
import io.dynowarmup.jmx.remote.RemoteBean;
import picocli.CommandLine.Command;

/** Opens a node with {@code requires.bootstrap} as it is. */
@Command(
    name = "enable-incoming-replication",
    mixinStandardHelpOptions = true,
    versionProvider = VersionOfJar.class,
    description = {
      "Opens a node that is closed by requires.bootstrap, with the data that it holds.",
      "Dynomite becomes NORMAL. 'site bootstrap' or 'start' would warm the node first."
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
    footer = {"  dyno-warmup enable-incoming-replication"})
final class OpenCommand extends RemoteCommand {
  @Override
  ExitCode with(RemoteBean bean) throws InterruptedException {
    out().println(Paragraphs.onStdout(bean.invoke("enableIncomingReplication")));
    return ExitCode.WARMED;
  }
}
