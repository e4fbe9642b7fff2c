// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli;

import io.dynowarmup.api.NodeState;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.cli.cluster.ClusterJson;
import io.dynowarmup.cli.cluster.ClusterScreen;
import io.dynowarmup.cli.exit.ExitCode;
import io.dynowarmup.cli.exit.HelpText;
import io.dynowarmup.cli.jar.VersionOfJar;
import io.dynowarmup.cli.live.ChangedText;
import io.dynowarmup.cli.option.ClusterOptions;
import io.dynowarmup.cli.screen.FullScreen;
import io.dynowarmup.cli.screen.Surface;
import io.dynowarmup.cli.screen.Terminal;
import io.dynowarmup.cluster.ClusterReader;
import io.dynowarmup.cluster.NodeReading;
import io.dynowarmup.jmx.remote.RemoteBean;
import io.dynowarmup.time.Pause;
import io.dynowarmup.time.Ticker;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows all nodes of the cluster. */
@Command(
    name = "cluster",
    mixinStandardHelpOptions = true,
    versionProvider = VersionOfJar.class,
    description = {
      "Shows one line for each node of the cluster: state, keys, the run in progress, the last run.",
      "Reads the MBean of each node's daemon; without a daemon, the node's Redis and Dynomite.",
      "Changes nothing, and needs no daemon. The exit code is 0 only if all nodes are SERVING."
    },
    exitCodeListHeading = HelpText.CODES,
    exitCodeList = {
      HelpText.SERVING,
      HelpText.COLD,
      HelpText.WARMING,
      HelpText.CLOSED,
      HelpText.REPLICA,
      HelpText.DOWN,
      HelpText.UNKNOWN,
      HelpText.USAGE,
      HelpText.NO_NODES,
      HelpText.INTERNAL,
      HelpText.SETTINGS
    },
    footerHeading = HelpText.EXAMPLES,
    footer = {
      "  dyno-warmup cluster --dynomite-yml /etc/dynomite/dynomite.yml",
      "  dyno-warmup cluster --dynomite-yml /etc/dynomite/dynomite.yml --watch"
    })
final class ClusterCommand implements Callable<Integer> {
  /** From the worst state to the best; the worst of all nodes decides. */
  private static final NodeState[] WORST_FIRST = {
    NodeState.DOWN,
    NodeState.REPLICA,
    NodeState.CLOSED,
    NodeState.COLD,
    NodeState.WARMING,
    NodeState.UNKNOWN
  };

  @Spec private CommandSpec spec;

  @Mixin private ClusterOptions cluster = new ClusterOptions();

  @Option(
      names = {"-w", "--watch"},
      description = {
        "Stay and show every change. On a terminal the screen is redrawn until q or Ctrl-C.",
        "Elsewhere the table is printed again whenever it has changed."
      })
  private boolean watch;

  @Option(
      names = "--json",
      description = "Print one JSON object; with --watch, one object a second.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    Logging.configure(cluster.verbose() ? "DEBUG" : "ERROR", cluster.verbose());
    RemoteBean.silenceLibrary();
    PrintWriter out = spec.commandLine().getOut();
    Map<String, String> environment = System.getenv();
    try (ClusterReader reader = cluster.reader(environment)) {
      if (!watch) {
        List<NodeReading> readings = reader.await();
        out.println(text(readings));
        return code(readings).code();
      }
      if (json || !Terminal.canDraw(environment)) {
        ChangedText.print(out, json, () -> text(reader.await()));
      } else {
        draw(reader, environment);
      }
      return ExitCode.WARMED.code();
    } catch (WarmupException e) {
      if (e.reason() != Reason.NO_TOPOLOGY) {
        throw e;
      }
      spec.commandLine().getErr().println(e.getMessage());
      return ExitCode.UNREACHABLE.code();
    } finally {
      out.flush();
    }
  }

  private String text(List<NodeReading> readings) {
    return json
        ? ClusterJson.of(readings)
        : String.join(
            System.lineSeparator(),
            ClusterScreen.lines(readings, Surface.ofStdout(System.getenv())));
  }

  private void draw(ClusterReader reader, Map<String, String> environment)
      throws InterruptedException {
    try (FullScreen screen = FullScreen.open(environment)) {
      Runtime.getRuntime().addShutdownHook(new Thread(screen::close, "dyno-warmup-screen"));
      screen.show(new ClusterScreen(reader, cluster.name(), Ticker.system()), Pause.system());
    }
  }

  /** Returns the exit code of the worst state. */
  static ExitCode code(List<NodeReading> readings) {
    for (NodeState state : WORST_FIRST) {
      if (readings.stream().anyMatch(r -> r.state().equals(state.name()))) {
        return ExitCode.ofNode(state.name());
      }
    }
    boolean serving = readings.stream().allMatch(r -> r.state().equals(NodeState.SERVING.name()));
    return serving ? ExitCode.WARMED : ExitCode.UNKNOWN;
  }
}
