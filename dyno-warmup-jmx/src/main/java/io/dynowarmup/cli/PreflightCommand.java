// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli;

import io.dynowarmup.cli.live.Paragraphs;
import io.dynowarmup.jmx.remote.RemoteBean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;

/** Reports what a run would do. */
@Command(
    name = "preflight",
    mixinStandardHelpOptions = true,
    versionProvider = VersionOfJar.class,
    description = {
      "Shows what 'start' would do now, and changes nothing.",
      "It shows which peer, why not the others, how many keys would be dropped, which settings are wrong."
    },
    exitCodeListHeading = HelpText.CODES,
    exitCodeList = {
      HelpText.WOULD_WARM,
      HelpText.WOULD_FAIL,
      HelpText.WOULD_SKIP,
      HelpText.USAGE,
      HelpText.UNREACHABLE,
      HelpText.INTERNAL,
      HelpText.NOT_NOW,
      HelpText.LOGIN,
      HelpText.SETTINGS
    },
    footerHeading = HelpText.EXAMPLES,
    footer = {"  dyno-warmup preflight", "  dyno-warmup preflight --jmx 10.0.1.5:22322"})
final class PreflightCommand extends RemoteCommand {
  private static final Pattern REASON_CODE = Pattern.compile("(?m)^ +reason code +([A-Z_]+)\\s*$");

  @Override
  ExitCode with(RemoteBean bean) throws InterruptedException {
    String report = bean.order("preflight");
    out().println(Paragraphs.onStdout(report));
    return answer(report);
  }

  /**
   * Returns the exit code for a report, which begins with its answer in one word. A run that would
   * fail has the exit code of that run.
   */
  static ExitCode answer(String report) {
    switch (report.split(":", 2)[0]) {
      case "WOULD_WARM":
        return ExitCode.WARMED;
      case "WOULD_SKIP":
        return ExitCode.SKIPPED;
      case "RUNNING":
        return ExitCode.NOT_NOW;
      default:
        Matcher code = REASON_CODE.matcher(report);
        return code.find() ? ExitCode.ofFailed(code.group(1)) : ExitCode.FAILED;
    }
  }
}
