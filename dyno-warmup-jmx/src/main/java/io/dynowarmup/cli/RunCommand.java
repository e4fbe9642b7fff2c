// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli;

import com.google.inject.Injector;
import io.dynowarmup.api.PreflightReport;
import io.dynowarmup.api.RunRecord;
import io.dynowarmup.api.Warmup;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.cli.exit.ExitCode;
import io.dynowarmup.cli.exit.HelpText;
import io.dynowarmup.cli.follow.OneRun;
import io.dynowarmup.cli.follow.RunView;
import io.dynowarmup.cli.jar.VersionOfJar;
import io.dynowarmup.cli.live.LiveScreen;
import io.dynowarmup.cli.live.Paragraphs;
import io.dynowarmup.cli.live.Screen;
import io.dynowarmup.cli.option.NodeOptions;
import io.dynowarmup.cli.option.RequestOptions;
import io.dynowarmup.cli.screen.Terminal;
import io.dynowarmup.engine.Extensions;
import io.dynowarmup.host.standalone.StandaloneConfig;
import io.dynowarmup.host.standalone.StandaloneModule;
import io.dynowarmup.jmx.RunReading;
import io.dynowarmup.jmx.remote.BeanSnapshot;
import io.dynowarmup.json.PreflightJson;
import io.dynowarmup.json.RunReport;
import io.dynowarmup.text.RunText;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Performs one warm-up now. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    versionProvider = VersionOfJar.class,
    description = {
      "Warms this node once, if it needs it, and ends.",
      "It does what a daemon does at its start. --force warms a node that does not look cold. On a "
          + "node with a daemon, use 'start'."
    },
    exitCodeListHeading = HelpText.CODES,
    exitCodeList = {
      HelpText.WARMED,
      HelpText.PARTIAL,
      HelpText.ABORTED,
      HelpText.FAILED,
      HelpText.RUN_SKIPPED,
      HelpText.USAGE,
      HelpText.INTERNAL,
      HelpText.NOT_NOW,
      HelpText.SETTINGS,
      HelpText.SIGNAL
    },
    footerHeading = HelpText.EXAMPLES,
    footer = {
      "  dyno-warmup run --dynomite-yml /etc/dynomite/dynomite.yml",
      "  dyno-warmup run --dynomite-yml /etc/dynomite/dynomite.yml --dry-run --json",
      "  dyno-warmup run --conf /etc/dyno-warmup/dyno-warmup.properties --json"
    })
final class RunCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private NodeOptions node = new NodeOptions();

  @Mixin private RequestOptions wanted = new RequestOptions();

  @Option(
      names = "--dry-run",
      description = "Only show what the run would do, as 'preflight' does. Nothing is changed.")
  private boolean dryRun;

  @Option(
      names = "--json",
      description = "Print the outcome, or what the run would do, as one JSON object on stdout.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    Screen screen = screen(out);
    StandaloneConfig config = node.config();
    StartLine.ofRun(config, dryRun);
    Injector injector = StandaloneModule.injector(config);
    Warmup warmup = injector.getInstance(Warmup.class);
    Extensions extensions = injector.getInstance(Extensions.class);
    OneRun run = new OneRun(warmup);
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> run.endEarly("the process was asked to end")));
    try {
      if (dryRun) {
        return preflight(out, warmup);
      }
      RunView view = new RunView(screen);
      WarmupStatus end =
          run.perform(request(), status -> view.show(BeanSnapshot.of(RunReading.of(status))));
      out.println(json ? RunReport.json(end) : Paragraphs.onStdout(RunText.of(RunRecord.of(end))));
      out.flush();
      return ExitCode.of(end).code();
    } finally {
      run.reported();
      warmup.close();
      extensions.close();
    }
  }

  private int preflight(PrintWriter out, Warmup warmup) throws InterruptedException {
    PreflightReport report = warmup.preflight(request());
    out.println(json ? PreflightJson.of(report) : Paragraphs.onStdout(report.text()));
    out.flush();
    return PreflightCommand.answer(report).code();
  }

  private WarmupRequest request() {
    WarmupRequest request =
        WarmupRequest.atStartup()
            .withSource(wanted.source())
            .withStrategy(wanted.strategy())
            .withDumps(wanted.manifest())
            .by("command line");
    return wanted.force() ? request.forced() : request;
  }

  /**
   * Returns the screen. The log goes to stderr and must not corrupt live output on the same
   * terminal.
   */
  private Screen screen(PrintWriter out) {
    if (!Terminal.canRewrite(System.getenv())) {
      Logging.configure(node.verbose() ? "DEBUG" : "INFO", node.verbose());
      return Screen.plain(json ? line -> {} : out::println);
    }
    Logging.configure(node.verbose() ? "DEBUG" : "WARN", node.verbose());
    if (!node.verbose()) {
      Logging.withoutOutcome();
    }
    return LiveScreen.onStderr();
  }
}
