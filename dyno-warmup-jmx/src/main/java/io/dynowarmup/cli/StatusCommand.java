// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.cli.exit.ExitCode;
import io.dynowarmup.cli.exit.HelpText;
import io.dynowarmup.cli.jar.VersionOfJar;
import io.dynowarmup.cli.live.ChangedText;
import io.dynowarmup.cli.live.Paragraphs;
import io.dynowarmup.cli.live.Screen;
import io.dynowarmup.cli.screen.FullScreen;
import io.dynowarmup.cli.screen.StatusScreen;
import io.dynowarmup.cli.screen.StatusSentence;
import io.dynowarmup.cli.screen.Surface;
import io.dynowarmup.cli.screen.Terminal;
import io.dynowarmup.cli.screen.Times;
import io.dynowarmup.cli.screen.Watch;
import io.dynowarmup.jmx.remote.BeanSnapshot;
import io.dynowarmup.jmx.remote.RemoteBean;
import io.dynowarmup.json.JsonText;
import io.dynowarmup.json.UnknownAsNull;
import io.dynowarmup.time.Pause;
import io.dynowarmup.time.Ticker;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows the status of a node's warm-up. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    versionProvider = VersionOfJar.class,
    description = "Shows the state of a node, its current run and its last run.",
    exitCodeListHeading = HelpText.CODES,
    exitCodeList = {
      HelpText.STATUS,
      HelpText.COLD,
      HelpText.WARMING,
      HelpText.CLOSED,
      HelpText.REPLICA,
      HelpText.DOWN,
      HelpText.UNKNOWN,
      HelpText.USAGE,
      HelpText.UNREACHABLE,
      HelpText.INTERNAL,
      HelpText.LOGIN
    },
    footerHeading = HelpText.EXAMPLES,
    footer = {
      "  dyno-warmup status",
      "  dyno-warmup status --watch",
      "  dyno-warmup status --check && echo warm",
      "  dyno-warmup status --jmx 10.0.1.5:22322 --password-file jmx.password"
    })
final class StatusCommand extends RemoteCommand {
  @Option(
      names = {"-w", "--watch"},
      description = {
        "Stay and show every change. On a terminal the screen is redrawn until q or Ctrl-C.",
        "Elsewhere a line is printed for each second in which something changed."
      })
  private boolean watch;

  @Option(
      names = "--json",
      description =
          "Print all attributes of the MBean as one JSON object; with --watch, one object a second.")
  private boolean json;

  @Option(
      names = "--check",
      description =
          "Print the state of the node in one line; the exit code is 0 only if it serves and is warm.")
  private boolean check;

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      defaultValue = "0",
      description =
          "With --check: wait until the node serves and is warm, also for a daemon that does not"
              + " listen yet, at most this long.")
  private int waitSeconds;

  private String shown = "";

  private Screen waiting = Screen.plain(line -> {});

  @Override
  ExitCode answer() throws InterruptedException {
    if (waitSeconds < 0 || (waitSeconds > 0 && !check)) {
      throw new WarmupException(
          Reason.BAD_ARGUMENT,
          "--wait: needs --check, and a number of seconds that is not negative");
    }
    return check ? check() : super.answer();
  }

  private ExitCode check() throws InterruptedException {
    waiting = waitSeconds > 0 ? screen(true) : waiting;
    try {
      return new NodeWait(Ticker.system(), Pause.system(), waitSeconds)
          .until(super::answer, why -> waiting.live("waiting for the daemon: " + why));
    } finally {
      waiting.live("");
    }
  }

  /** Prints a line for each state. A terminal also shows what happens meanwhile. */
  private void show(BeanSnapshot now, String state) {
    if (state.equals(shown)) {
      waiting.live(StatusSentence.brief(now));
      return;
    }
    waiting.live("");
    out().println(json ? json(now) : Paragraphs.onStdout(StatusSentence.brief(now)));
    out().flush();
    shown = state;
  }

  @Override
  ExitCode with(RemoteBean bean) throws InterruptedException {
    if (check) {
      BeanSnapshot now = bean.read();
      String state = now.text("NodeState");
      show(now, state);
      return ExitCode.ofNode(state);
    }
    if (!watch) {
      out().println(json ? json(bean.readAll()) : whole(bean));
      return ExitCode.WARMED;
    }
    if (json || !Terminal.canDraw(System.getenv())) {
      ChangedText.print(
          out(), json, () -> json ? json(bean.readAll()) : StatusSentence.line(bean.read()));
      return ExitCode.WARMED;
    }
    try (FullScreen screen = FullScreen.open(System.getenv())) {
      Runtime.getRuntime().addShutdownHook(new Thread(screen::close, "dyno-warmup-screen"));
      new Watch(this::connect, screen, Ticker.system(), Pause.system()).run(bean);
    }
    return ExitCode.WARMED;
  }

  /** Returns all attributes as one JSON object. */
  static String json(BeanSnapshot r) {
    return JsonText.of(UnknownAsNull.attributes(r.values()));
  }

  private static String whole(RemoteBean bean) throws InterruptedException {
    Surface surface = Surface.ofStdout(System.getenv());
    String clock = Times.time(Ticker.system().epochMillis());
    return String.join(
        System.lineSeparator(),
        surface.draw(
            new StatusScreen(surface.glyphs(), surface.width(), Integer.MAX_VALUE)
                .rows(bean.read(), Watch.name(bean.url()), clock)));
  }
}
