// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli;

import io.dynowarmup.cli.follow.VerificationFollower;
import io.dynowarmup.cli.live.Paragraphs;
import io.dynowarmup.jmx.remote.BeanSnapshot;
import io.dynowarmup.jmx.remote.RemoteBean;
import io.dynowarmup.json.JsonText;
import io.dynowarmup.json.Unknown;
import io.dynowarmup.time.Pause;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Compares the node with its peers. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    versionProvider = VersionOfJar.class,
    description = {
      "Makes the daemon compare its node with the peers that hold the same token, key by key.",
      "Only --mode repair changes keys, and only on this node. 'abort' and the next run end it."
    },
    exitCodeListHeading = HelpText.CODES,
    exitCodeList = {
      HelpText.EQUAL,
      HelpText.DIFFER,
      HelpText.ABORTED,
      HelpText.FAILED,
      HelpText.USAGE,
      HelpText.UNREACHABLE,
      HelpText.INTERNAL,
      HelpText.NOT_NOW,
      HelpText.LOGIN
    },
    footerHeading = HelpText.EXAMPLES,
    footer = {
      "  dyno-warmup verify --wait",
      "  dyno-warmup verify --mode full --wait --json",
      "  dyno-warmup verify --last"
    })
final class VerifyCommand extends RemoteCommand {
  /** The part of the MBean's answer that is for other tools. */
  private static final String ATTRIBUTES = ": see VerifyState and verification()";

  /** What to compare. */
  enum Mode {
    /** Random keys. */
    sample,
    /** All keys. */
    full,
    /** All keys; those that differ are changed to what the peers hold. */
    repair
  }

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      defaultValue = "sample",
      description = {
        "sample (the default): as many random keys as verify.sample.keys says. full: all keys.",
        "repair: all keys, and with two or more peers a key that differs here becomes what all of "
            + "them hold. With one peer it only reports."
      })
  private Mode mode;

  @Option(
      names = "--wait",
      description = {
        "Wait until the comparison ends and print what it found.",
        "Ctrl-C ends the waiting, not the comparison."
      })
  private boolean wait;

  @Option(
      names = "--last",
      description = "Only print what the current comparison, or the last one, has found.")
  private boolean last;

  @Option(
      names = "--json",
      description = "With --wait or --last: print the numbers as one JSON object.")
  private boolean json;

  @Override
  ExitCode with(RemoteBean bean) throws InterruptedException {
    if (last) {
      return tell(bean);
    }
    String begun = bean.order("verify", mode.name());
    if (!json || !wait) {
      String hint = wait ? "" : ": 'verify --last' shows what it finds";
      out().println(Paragraphs.onStdout(begun.replace(ATTRIBUTES, hint)));
      out().flush();
    }
    if (!wait) {
      return ExitCode.WARMED;
    }
    new VerificationFollower(bean, screen(), Pause.system()).follow();
    return tell(bean);
  }

  private ExitCode tell(RemoteBean bean) throws InterruptedException {
    BeanSnapshot now = bean.read();
    out()
        .println(
            json ? JsonText.of(attributes(now)) : Paragraphs.onStdout(bean.order("verification")));
    return of(now.text("VerifyState"), now.number("VerifyDifferences"));
  }

  private static Map<String, Object> attributes(BeanSnapshot now) {
    Map<String, Object> verification = new LinkedHashMap<>(now.values());
    verification.keySet().removeIf(name -> !name.startsWith("Verify"));
    return Unknown.attributes(verification);
  }

  static ExitCode of(String state, long differences) {
    switch (state) {
      case "ABORTED":
        return ExitCode.ABORTED;
      case "FAILED":
        return ExitCode.FAILED;
      default:
        return differences > 0 ? ExitCode.PARTIAL : ExitCode.WARMED;
    }
  }
}
