// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.cli.exit.ExitCode;
import io.dynowarmup.cli.exit.HelpText;
import io.dynowarmup.cli.follow.OwnVerification;
import io.dynowarmup.cli.follow.VerificationFollower;
import io.dynowarmup.cli.jar.VersionOfJar;
import io.dynowarmup.cli.live.Paragraphs;
import io.dynowarmup.cli.option.NodeOptions;
import io.dynowarmup.host.standalone.StandaloneConfig;
import io.dynowarmup.jmx.remote.BeanSnapshot;
import io.dynowarmup.jmx.remote.RemoteBean;
import io.dynowarmup.json.JsonText;
import io.dynowarmup.json.UnknownAsNull;
import io.dynowarmup.time.Pause;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Compares the node with its peers. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    versionProvider = VersionOfJar.class,
    description = {
      "Compares the node key by key with the peers that hold the same token. The daemon does this.",
      "With --dynomite-yml, --conf or -D it compares without a daemon, and always waits.",
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
      HelpText.NO_VERIFICATION,
      HelpText.LOGIN,
      HelpText.SETTINGS
    },
    footerHeading = HelpText.EXAMPLES,
    footer = {
      "  dyno-warmup verify --wait",
      "  dyno-warmup verify --mode full --wait --json",
      "  dyno-warmup verify --last",
      "  dyno-warmup verify --dynomite-yml /etc/dynomite/dynomite.yml --mode full"
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
        "Wait until the verification ends and print what it found.",
        "Ctrl-C ends the waiting, not the verification."
      })
  private boolean wait;

  @Option(
      names = "--last",
      description = "Only print what the current verification, or the last one, has found.")
  private boolean last;

  @Option(
      names = "--json",
      description = "With --wait or --last: print the numbers as one JSON object.")
  private boolean json;

  @Mixin private NodeOptions node = new NodeOptions();

  @Override
  void configureLogging() {
    Logging.configure(node.verbose() ? "DEBUG" : "WARN", node.verbose());
  }

  @Override
  ExitCode answer() throws InterruptedException {
    return node.given() ? withoutDaemon() : super.answer();
  }

  @Override
  ExitCode code(WarmupException e) {
    if (!node.given()) {
      return super.code(e);
    }
    return e.reason() == Reason.ALREADY_RUNNING ? ExitCode.NOT_NOW : ExitCode.of(e);
  }

  private ExitCode withoutDaemon() throws InterruptedException {
    for (String option : new String[] {"--jmx", "--last"}) {
      if (given(option)) {
        throw new WarmupException(
            Reason.BAD_ARGUMENT,
            option
                + " needs a daemon; with --dynomite-yml, --conf or -D, verify works without one");
      }
    }
    StandaloneConfig config = node.config();
    config.read();
    try (OwnVerification own = OwnVerification.of(config)) {
      BeanSnapshot end = own.perform(mode.name(), mode == Mode.repair, screen(json));
      ExitCode code = report(end, own.text());
      out().flush();
      return code;
    }
  }

  @Override
  ExitCode with(RemoteBean bean) throws InterruptedException {
    if (json && !wait && !last) {
      throw new WarmupException(
          Reason.BAD_ARGUMENT,
          "--json prints what a verification found: add --wait, or --last for the last one");
    }
    if (last) {
      return report(bean);
    }
    String begun = bean.invoke("verify", mode.name());
    if (!json || !wait) {
      String hint = wait ? "" : ": 'verify --last' shows what it finds";
      out().println(Paragraphs.onStdout(begun.replace(ATTRIBUTES, hint)));
      out().flush();
    }
    if (!wait) {
      return ExitCode.WARMED;
    }
    VerificationFollower.follow(bean, screen(json), Pause.system());
    return report(bean);
  }

  private ExitCode report(RemoteBean bean) throws InterruptedException {
    BeanSnapshot now = bean.read();
    return report(now, json ? "" : bean.invoke("verification"));
  }

  private ExitCode report(BeanSnapshot now, String text) {
    if (!json && now.text("VerifyState").equals("NONE")) {
      throw new WarmupException(
          Reason.NOT_RUNNING,
          "no verification has been made since the daemon began: 'verify --wait' makes one");
    }
    out().println(json ? JsonText.of(attributes(now)) : Paragraphs.onStdout(text));
    return of(now.text("VerifyState"), now.number("VerifyDifferences"));
  }

  private static Map<String, Object> attributes(BeanSnapshot now) {
    Map<String, Object> verification = new LinkedHashMap<>(now.values());
    verification.keySet().removeIf(name -> !name.startsWith("Verify"));
    return UnknownAsNull.attributes(verification);
  }

  static ExitCode of(String state, long differences) {
    switch (state) {
      case "ABORTED":
        return ExitCode.ABORTED;
      case "FAILED":
        return ExitCode.FAILED;
      case "NONE":
        return ExitCode.NOT_NOW;
      default:
        return differences > 0 ? ExitCode.PARTIAL : ExitCode.WARMED;
    }
  }
}
