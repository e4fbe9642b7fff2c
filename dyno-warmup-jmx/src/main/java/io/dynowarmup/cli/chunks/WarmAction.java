// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli.chunks;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.cli.live.Screen;
import io.dynowarmup.cli.option.NodesOptions;
import io.dynowarmup.cli.option.WarmOptions;
import io.dynowarmup.cluster.ClusterReader;
import io.dynowarmup.cluster.NodeReading;
import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.jmx.remote.RemoteBean;
import io.dynowarmup.site.warm.ChunkWarmup;
import io.dynowarmup.site.warm.WarmRequest;
import io.dynowarmup.site.warm.WarmTools;
import io.dynowarmup.site.warm.WarmView;
import io.dynowarmup.time.CancelSignal;
import java.util.List;
import java.util.Map;

/** Warms nodes from dumps, and shows how far it is. */
public final class WarmAction {
  private static final int NODE_SECONDS = 20;

  private final NodesOptions nodes;
  private final WarmOptions options;
  private final WarmupConfig config;
  private final Map<String, String> environment;

  public WarmAction(
      NodesOptions nodes,
      WarmOptions options,
      WarmupConfig config,
      Map<String, String> environment) {
    this.nodes = nodes;
    this.options = options;
    this.config = config;
    this.environment = environment;
  }

  /**
   * Warms the nodes, or removes what an earlier warm-up has left.
   *
   * @param queue the queue of the populators; null if each node loads its own chunks
   * @param fewest threads of the populators in this process
   * @param most 0 if there are only others
   * @param keep whether the dumps stay
   */
  public ChunkWarmup.Outcome run(
      String queue, int fewest, int most, boolean keep, Screen screen, CancelSignal cancel)
      throws InterruptedException {
    RemoteBean.silenceLibrary();
    check();
    try (ClusterReader reader = nodes.reader(environment, NODE_SECONDS)) {
      return run(reader, request(queue, keep), fewest, most, screen, cancel);
    }
  }

  private ChunkWarmup.Outcome run(
      ClusterReader reader,
      WarmRequest request,
      int fewest,
      int most,
      Screen screen,
      CancelSignal cancel)
      throws InterruptedException {
    try (WarmTools tools =
        new WarmTools(
            request.store(),
            nodes.client(environment),
            PopulateAction.access(config),
            fewest,
            most)) {
      List<NodeReading> all = reader.await();
      try (ChunkWarmup warmup = ChunkWarmup.begin(request, tools, view(screen), cancel)) {
        if (options.isClean()) {
          warmup.clean(all);
          return ChunkWarmup.Outcome.WARMED;
        }
        ChunkWarmup.Outcome outcome = warmup.run(all);
        screen.live("");
        return outcome;
      }
    }
  }

  private void check() {
    if (options.to() == null || (options.from() == null && !options.isClean())) {
      throw new WarmupException(
          Reason.BAD_ARGUMENT, "chunks warm needs --to NODES and --from RACK|DC|store");
    }
    if (options.parallel() < 1) {
      throw new WarmupException(
          Reason.BAD_ARGUMENT, "--parallel: allowed are whole numbers from 1 on");
    }
  }

  private WarmRequest request(String queue, boolean keep) {
    String from = options.from() == null ? WarmRequest.STORE : options.from();
    WarmRequest request =
        WarmRequest.of(options.to(), from, ChunkActions.uri(config))
            .ofCluster(config.chunks().cluster())
            .parallel(options.parallel())
            .keeping(keep);
    return queue == null ? request : request.populatedBy(queue, nodes.adminPorts());
  }

  private static WarmView view(Screen screen) {
    return new WarmView() {
      @Override
      public void line(String text) {
        screen.line(text);
      }

      @Override
      public void live(String text) {
        screen.live(text);
      }
    };
  }
}
