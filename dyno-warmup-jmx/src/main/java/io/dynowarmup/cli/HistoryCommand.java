// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli;

import io.dynowarmup.cli.exit.ExitCode;
import io.dynowarmup.cli.exit.HelpText;
import io.dynowarmup.cli.jar.VersionOfJar;
import io.dynowarmup.cli.live.Paragraphs;
import io.dynowarmup.cli.screen.StatusSentence;
import io.dynowarmup.cli.screen.Times;
import io.dynowarmup.jmx.remote.BeanSnapshot;
import io.dynowarmup.jmx.remote.RemoteBean;
import io.dynowarmup.json.JsonText;
import io.dynowarmup.json.UnknownAsNull;
import io.dynowarmup.text.RunText;
import java.util.Collections;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows the runs that are over. */
@Command(
    name = "history",
    mixinStandardHelpOptions = true,
    versionProvider = VersionOfJar.class,
    description =
        "Shows the last runs, latest first, including those before a restart of the daemon.",
    exitCodeListHeading = HelpText.CODES,
    exitCodeList = {
      HelpText.DONE,
      HelpText.USAGE,
      HelpText.UNREACHABLE,
      HelpText.INTERNAL,
      HelpText.LOGIN
    },
    footerHeading = HelpText.EXAMPLES,
    footer = {"  dyno-warmup history", "  dyno-warmup history --json"})
final class HistoryCommand extends RemoteCommand {
  @Option(names = "--json", description = "Print one JSON array.")
  private boolean json;

  @Override
  ExitCode with(RemoteBean bean) throws InterruptedException {
    BeanSnapshot now = bean.read();
    if (json) {
      Object runs = now.values().get("History");
      out()
          .println(
              JsonText.of(UnknownAsNull.convert(runs == null ? Collections.emptyList() : runs)));
      return ExitCode.WARMED;
    }
    if (now.items("History").isEmpty()) {
      out().println("no run has ended yet");
    }
    for (BeanSnapshot run : now.items("History")) {
      out().println(Paragraphs.onStdout(line(run)));
    }
    return ExitCode.WARMED;
  }

  static String line(BeanSnapshot run) {
    return String.format(
        "%s  run %-4s %-12s %s",
        Times.dateAndTime(run.number("startedEpochMillis")),
        run.text("runId"),
        StatusSentence.or(run.text("requestedBy"), run.text("trigger")),
        RunText.of(StatusSentence.record(run)));
  }
}
