// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli;

import io.dynowarmup.api.PreflightReport;
import io.dynowarmup.cli.exit.ExitCode;
import io.dynowarmup.cli.exit.HelpText;
import io.dynowarmup.cli.jar.VersionOfJar;
import io.dynowarmup.cli.live.Paragraphs;
import io.dynowarmup.jmx.remote.RemoteBean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Reports what a run would do. */
@Command(
    name = "preflight",
    mixinStandardHelpOptions = true,
    versionProvider = VersionOfJar.class,
    description = {
      "Shows what 'start' would do now, and changes nothing.",
      "It shows the source, why the other peers are not taken, the keys that would be dropped and wrong settings."
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
    footer = {"  dyno-warmup preflight", "  dyno-warmup preflight --jmx 10.0.1.5:22322 --json"})
final class PreflightCommand extends RemoteCommand {
  private static final Pattern REASON_CODE = Pattern.compile("(?m)^ +reason code +([A-Z_]+)\\s*$");
  private static final Pattern JSON =
      Pattern.compile("^\\{\"answer\":\"(\\w+)\",\"reasonCode\":\"?(\\w+)");

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Override
  ExitCode with(RemoteBean bean) throws InterruptedException {
    if (json) {
      String report = bean.invoke("preflight", "json");
      out().println(report);
      return answerOfJson(report);
    }
    String report = bean.invoke("preflight");
    out().println(Paragraphs.onStdout(report));
    return answer(report);
  }

  /** Returns the exit code for a report in this process. */
  static ExitCode answer(PreflightReport report) {
    return answer(report.answer().name(), report.status().reasonCode().map(Enum::name).orElse(""));
  }

  /** Returns the exit code for a report as text, which begins with its answer in one word. */
  static ExitCode answer(String report) {
    Matcher code = REASON_CODE.matcher(report);
    return answer(report.split(":", 2)[0], code.find() ? code.group(1) : "");
  }

  /** Returns the exit code for a report as JSON, which begins with its answer and reason code. */
  static ExitCode answerOfJson(String report) {
    Matcher head = JSON.matcher(report);
    return head.find() ? answer(head.group(1), head.group(2)) : ExitCode.FAILED;
  }

  /** A run that would fail has the exit code of that run. */
  private static ExitCode answer(String answer, String reasonCode) {
    switch (answer) {
      case "WOULD_WARM":
        return ExitCode.WARMED;
      case "WOULD_SKIP":
        // A run that meets another one changes nothing, and ends with the code for that.
        return ExitCode.ofFailed(reasonCode) == ExitCode.NOT_NOW
            ? ExitCode.NOT_NOW
            : ExitCode.SKIPPED;
      case "RUNNING":
        return ExitCode.NOT_NOW;
      default:
        return ExitCode.ofFailed(reasonCode);
    }
  }
}
