// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.cli.chunks.ChunkActions;
import io.dynowarmup.cli.chunks.PopulateAction;
import io.dynowarmup.cli.chunks.ProcessEnd;
import io.dynowarmup.cli.chunks.ThreadBounds;
import io.dynowarmup.cli.chunks.WarmAction;
import io.dynowarmup.cli.exit.ExitCode;
import io.dynowarmup.cli.exit.HelpText;
import io.dynowarmup.cli.jar.VersionOfJar;
import io.dynowarmup.cli.live.LiveScreen;
import io.dynowarmup.cli.live.Paragraphs;
import io.dynowarmup.cli.live.Screen;
import io.dynowarmup.cli.option.NodesOptions;
import io.dynowarmup.cli.option.WarmOptions;
import io.dynowarmup.cli.screen.Terminal;
import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.host.standalone.StandaloneConfig;
import io.dynowarmup.host.standalone.StandaloneModule;
import io.dynowarmup.node.EngineHost;
import io.dynowarmup.topology.yml.DynomiteYml;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Works with dumps in a store of chunks. */
@Command(
    name = "chunks",
    mixinStandardHelpOptions = true,
    versionProvider = VersionOfJar.class,
    description = {
      "Works with dumps, from which any number of nodes can be warmed.",
      "dump writes the keys of this node into the store. It only reads, and needs no daemon and no"
          + " fork. A dump that was killed continues after the last stored chunk.",
      "list shows the complete dumps. verify reads all chunks and compares their checksums.",
      "expire removes all but the newest dumps of each node.",
      "populate takes messages of a warm-up from a queue until it is empty, and loads their chunks "
          + "into nodes that are closed.",
      "warm dumps the most complete replica over the MBeans of its nodes, lets other nodes load the"
          + " dumps, and starts their runs. It can be killed and started again."
    },
    exitCodeListHeading = HelpText.CODES,
    exitCodeList = {
      HelpText.DONE,
      HelpText.DAMAGED,
      HelpText.DUMP_FAILED,
      HelpText.USAGE,
      HelpText.INTERNAL,
      HelpText.OTHER_DUMP,
      HelpText.SETTINGS
    },
    footerHeading = HelpText.EXAMPLES,
    footer = {
      "  dyno-warmup chunks dump --dynomite-yml /etc/dynomite/dynomite.yml --store"
          + " file:///backup/chunks",
      "  dyno-warmup chunks list --store file:///backup/chunks",
      "  dyno-warmup chunks verify --store file:///backup/chunks",
      "  dyno-warmup chunks expire --store file:///backup/chunks --keep 7",
      "  dyno-warmup chunks populate --queue file:///backup/queue --threads 4",
      "  dyno-warmup chunks warm --to dc2 --from dc1 --admin 10.0.1.7:22222 --store"
          + " file:///backup/chunks"
    })
final class ChunksCommand implements Callable<Integer> {
  /** What is done. */
  enum Action {
    dump,
    list,
    verify,
    expire,
    populate,
    warm
  }

  @Spec private CommandSpec spec;

  @Mixin private NodesOptions node = new NodesOptions();

  @Mixin private WarmOptions warm = new WarmOptions();

  @Parameters(index = "0", description = "What to do: ${COMPLETION-CANDIDATES}.")
  private Action action;

  @Option(
      names = "--store",
      paramLabel = "URI",
      description = "Store of the chunks (default: the setting chunks.store).")
  private String store;

  @Option(
      names = "--force",
      description = "dump: also dump a node that is not warm. Its dump may be incomplete.")
  private boolean force;

  @Option(
      names = "--id",
      paramLabel = "DUMP",
      defaultValue = "",
      description = "verify: only this dump, as list shows it.")
  private String id;

  @Option(
      names = "--keep",
      paramLabel = "N",
      arity = "0..1",
      fallbackValue = "0",
      description =
          "expire: number of dumps to keep of each node, 1 or more. warm: without a number, keep"
              + " the dumps that it makes.")
  private Integer keep;

  @Option(
      names = "--queue",
      paramLabel = "URI",
      description =
          "populate: the queue. warm: let populators load nodes that are closed, with this queue.")
  private String queue;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "2",
      description =
          "populate, warm: number of threads (default: 2). warm: 0 if only other processes"
              + " populate.")
  private int threads;

  @Option(
      names = "--scale",
      paramLabel = "MIN:MAX",
      description =
          "populate, warm: instead of --threads: MIN to MAX threads, depending on the number of"
              + " waiting messages.")
  private String scale;

  @Override
  public Integer call() throws InterruptedException {
    Logging.configure(node.verbose() ? "DEBUG" : "WARN", node.verbose());
    PrintWriter out = spec.commandLine().getOut();
    try {
      return perform(out).code();
    } finally {
      out.flush();
    }
  }

  private ExitCode perform(PrintWriter out) throws InterruptedException {
    StandaloneConfig settings =
        store == null ? node.config() : node.config("chunks.store=" + store);
    WarmupConfig config = settings.read();
    // the files that the operator has named; those that fail later are in the store or the queue
    config.dynomiteYml().ifPresent(DynomiteYml::settled);
    if (action == Action.warm) {
      node.client(System.getenv());
    }
    try {
      return perform(settings, config, out);
    } catch (WarmupException e) {
      if (e.reason() != Reason.FILE) {
        throw e;
      }
      spec.commandLine().getErr().println(Paragraphs.onStderr(e.getMessage()));
      return ExitCode.FAILED;
    }
  }

  private ExitCode perform(StandaloneConfig settings, WarmupConfig config, PrintWriter out)
      throws InterruptedException {
    ChunkActions actions = new ChunkActions(line -> out.println(Paragraphs.onStdout(line)));
    switch (action) {
      case dump:
        EngineHost host = StandaloneModule.injector(settings).getInstance(EngineHost.class);
        out.println(Paragraphs.onStdout(actions.line(actions.dump(host, force, screen()))));
        return ExitCode.WARMED;
      case list:
        return actions.list(config) == 0 ? ExitCode.WARMED : ExitCode.PARTIAL;
      case verify:
        return actions.verify(config, id) == 0 ? ExitCode.WARMED : ExitCode.PARTIAL;
      case populate:
        return populate(config, out) ? ExitCode.WARMED : ExitCode.PARTIAL;
      case warm:
        return warm(config, out);
      default:
        if (keep == null || keep < 1) {
          throw new WarmupException(
              Reason.BAD_ARGUMENT, "chunks expire needs --keep N; N is a whole number from 1 on");
        }
        actions.expire(config, keep);
        return ExitCode.WARMED;
    }
  }

  private boolean populate(WarmupConfig config, PrintWriter out) throws InterruptedException {
    if (queue == null) {
      throw new WarmupException(
          Reason.BAD_ARGUMENT, "chunks populate needs --queue URI, such as file:///backup/queue");
    }
    ThreadBounds bounds = bounds();
    try (ProcessEnd end = ProcessEnd.cancelling()) {
      return new PopulateAction(config, line -> out.println(Paragraphs.onStdout(line)))
          .run(queue, bounds.fewest(), bounds.most(), screen(), end.signal());
    }
  }

  private ThreadBounds bounds() {
    return scale == null ? ThreadBounds.of(threads, threads) : ThreadBounds.parse(scale);
  }

  private ExitCode warm(WarmupConfig config, PrintWriter out) throws InterruptedException {
    boolean others = threads == 0 && scale == null;
    int fewest = others ? 0 : bounds().fewest();
    int most = others ? 0 : bounds().most();
    Screen screen =
        Terminal.canRewrite(System.getenv())
            ? LiveScreen.onStderr()
            : Screen.plain(
                line -> {
                  out.println(line);
                  out.flush();
                });
    try (ProcessEnd end = ProcessEnd.cancelling()) {
      return ExitCode.of(
          new WarmAction(node, warm, config, System.getenv())
              .run(queue, fewest, most, keep != null, screen, end.signal()));
    }
  }

  private static Screen screen() {
    return Terminal.canRewrite(System.getenv()) ? LiveScreen.onStderr() : Screen.plain(line -> {});
  }
}
