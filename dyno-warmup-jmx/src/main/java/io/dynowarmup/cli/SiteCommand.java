// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.report.BootstrapState;
import io.dynowarmup.cli.cluster.ClusterJson;
import io.dynowarmup.cli.cluster.ClusterScreen;
import io.dynowarmup.cli.exit.ExitCode;
import io.dynowarmup.cli.exit.HelpText;
import io.dynowarmup.cli.jar.VersionOfJar;
import io.dynowarmup.cli.live.LiveScreen;
import io.dynowarmup.cli.live.Paragraphs;
import io.dynowarmup.cli.live.Screen;
import io.dynowarmup.cli.option.NodesOptions;
import io.dynowarmup.cli.screen.Surface;
import io.dynowarmup.cli.screen.Terminal;
import io.dynowarmup.cli.site.SiteJson;
import io.dynowarmup.cli.site.SiteLines;
import io.dynowarmup.cluster.ClusterReader;
import io.dynowarmup.cluster.NodeReading;
import io.dynowarmup.jmx.remote.RemoteBean;
import io.dynowarmup.site.CallResult;
import io.dynowarmup.site.Site;
import io.dynowarmup.site.SiteReport;
import io.dynowarmup.site.SiteRequest;
import io.dynowarmup.site.VerifyResult;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Works on all nodes of a data centre. */
@Command(
    name = "site",
    mixinStandardHelpOptions = true,
    versionProvider = VersionOfJar.class,
    description = {
      "Works on all nodes of a data centre over the MBeans of their daemons.",
      "bootstrap warms nodes with requires.bootstrap from another data centre and opens them.",
      "It can be killed and started again. status shows them; verify compares each with its peers.",
      "abort ends their runs; the nodes stay closed."
    },
    exitCodeListHeading = HelpText.CODES,
    exitCodeList = {
      HelpText.SITE_DONE,
      HelpText.SITE_TIME,
      HelpText.SITE_FAILED,
      HelpText.SITE_REFUSED,
      HelpText.SITE_CLOSED,
      HelpText.USAGE,
      HelpText.NO_NODES,
      HelpText.INTERNAL,
      HelpText.SETTINGS
    },
    footerHeading = HelpText.EXAMPLES,
    footer = {
      "  dyno-warmup site bootstrap --from dc1 --admin 10.0.2.7:22222",
      "  dyno-warmup site status --dynomite-yml /etc/dynomite/dynomite.yml",
      "  dyno-warmup site abort --to dc2 --admin 10.0.1.7:22222"
    })
final class SiteCommand implements Callable<Integer> {
  /** What is done to the site. */
  enum Action {
    bootstrap,
    status,
    verify,
    abort
  }

  /** When reads are opened. */
  enum Opening {
    together,
    each
  }

  private static final int NODE_SECONDS = 20;

  @Spec private CommandSpec spec;

  @Mixin private NodesOptions cluster = new NodesOptions();

  @Parameters(index = "0", description = "What to do: ${COMPLETION-CANDIDATES}.")
  private Action action;

  @Option(
      names = "--from",
      paramLabel = "DC",
      description = "Data centre that has the data (bootstrap).")
  private String from;

  @Option(
      names = "--to",
      paramLabel = "DC",
      description = "Data centre to work on (default: that of this node).")
  private String to;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "3600",
      description = "Longest time that the bootstrap may take (default: 3600).")
  private int seconds;

  @Option(
      names = "--parallel",
      paramLabel = "N",
      defaultValue = "4",
      description = "Nodes that are warmed at the same time (default: 4), one for each source.")
  private int parallel;

  @Option(
      names = "--open",
      paramLabel = "together|each",
      defaultValue = "together",
      description = "Open reads for all nodes together, when all are warm (default), or for each.")
  private Opening open;

  @Option(names = "--force", description = "Also bootstrap nodes that hold keys or are open.")
  private boolean force;

  @Option(
      names = "--wait",
      description = "verify: wait for all nodes and print what each has found.")
  private boolean wait;

  @Option(names = "--json", description = "Print the result as one JSON object.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    Logging.configure(cluster.verbose() ? "DEBUG" : "ERROR", cluster.verbose());
    RemoteBean.silenceLibrary();
    check();
    PrintWriter out = spec.commandLine().getOut();
    ClusterReader reader = cluster.reader(System.getenv(), NODE_SECONDS);
    try (Site site =
        new Site(reader, cluster.client(System.getenv()), to == null ? cluster.datacenter() : to)) {
      switch (action) {
        case bootstrap:
          return bootstrap(site, out).code();
        case status:
          return status(site.read(), out).code();
        case verify:
          return (wait ? verify(site, out) : invoke(site, out, "verify", "full")).code();
        default:
          return invoke(site, out, "abort").code();
      }
    } finally {
      out.flush();
    }
  }

  private void check() {
    if (action == Action.bootstrap && from == null) {
      throw new WarmupException(Reason.BAD_ARGUMENT, "site bootstrap needs --from DC");
    }
    if (seconds < 1 || parallel < 1) {
      throw new WarmupException(
          Reason.BAD_ARGUMENT, "--timeout and --parallel: allowed are whole numbers from 1 on");
    }
  }

  private ExitCode bootstrap(Site site, PrintWriter out) throws InterruptedException {
    SiteRequest request =
        SiteRequest.from(from, TimeUnit.SECONDS.toMillis(seconds))
            .parallel(parallel)
            .together(open == Opening.together)
            .forced(force);
    Screen screen = screen(out);
    SiteReport report = site.bootstrap(request, new SiteLines(screen)::show);
    screen.live("");
    if (json) {
      out.println(SiteJson.of(report));
    } else {
      SiteLines.end(report).forEach(line -> out.println(Paragraphs.onStdout(line)));
    }
    return ExitCode.of(report.outcome());
  }

  private Screen screen(PrintWriter out) {
    return Terminal.canRewrite(System.getenv())
        ? LiveScreen.onStderr()
        : Screen.plain(json ? line -> {} : line -> print(out, line));
  }

  private ExitCode verify(Site site, PrintWriter out) throws InterruptedException {
    Screen screen = screen(out);
    List<VerifyResult> nodes = site.verify(new SiteLines(screen)::verified);
    screen.live("");
    if (json) {
      out.println(SiteJson.of(nodes));
    }
    if (!nodes.stream().allMatch(VerifyResult::isDone)) {
      return ExitCode.FAILED;
    }
    boolean differ = nodes.stream().anyMatch(n -> n.differences() > 0);
    return differ ? ExitCode.PARTIAL : ExitCode.WARMED;
  }

  private static void print(PrintWriter out, String line) {
    out.println(line);
    out.flush();
  }

  private ExitCode status(List<NodeReading> readings, PrintWriter out) {
    if (json) {
      out.println(ClusterJson.of(readings));
    } else {
      ClusterScreen.lines(readings, Surface.ofStdout(System.getenv())).forEach(out::println);
      for (NodeReading reading : readings) {
        out.println(
            reading.member()
                + ": "
                + (reading.values().text("BootstrapState").isEmpty()
                    ? reading.state() + ", " + reading.reason()
                    : reading.values().text("BootstrapState")));
      }
    }
    boolean closed =
        readings.stream()
            .map(r -> r.values().text("BootstrapState"))
            .anyMatch(
                s ->
                    s.equals(BootstrapState.REQUIRES_BOOTSTRAP.name())
                        || s.equals(BootstrapState.BOOTSTRAPPING.name())
                        || s.equals(BootstrapState.BOOTSTRAPPED.name()));
    return closed ? ExitCode.CLOSED : ClusterCommand.code(readings);
  }

  private ExitCode invoke(Site site, PrintWriter out, String operation, String... arguments)
      throws InterruptedException {
    List<CallResult> answers = site.invoke(operation, arguments);
    if (json) {
      out.println(SiteJson.ofCalls(answers));
    } else {
      answers.forEach(a -> out.println(Paragraphs.onStdout(a.node() + ": " + a.text())));
    }
    return answers.stream().allMatch(CallResult::isDone) ? ExitCode.WARMED : ExitCode.FAILED;
  }
}
