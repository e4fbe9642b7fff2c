// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.phase;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.api.report.Progress;
import io.dynowarmup.api.report.Progress.Stage;
import io.dynowarmup.chunk.load.ChunkScope;
import io.dynowarmup.chunk.load.DumpLoad;
import io.dynowarmup.chunk.load.LoadCounts;
import io.dynowarmup.chunk.store.AbortableStore;
import io.dynowarmup.chunk.store.CallLimit;
import io.dynowarmup.chunk.store.ChunkStore;
import io.dynowarmup.chunk.store.ChunkStores;
import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.engine.chunk.ChunkNode;
import io.dynowarmup.engine.decision.RunResult;
import io.dynowarmup.engine.run.Run;
import io.dynowarmup.node.Node;
import io.dynowarmup.node.NodeFinder;
import io.dynowarmup.redis.Patience;
import io.dynowarmup.redis.RedisData;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.spi.SourcePin;
import io.dynowarmup.time.Deadline;
import io.dynowarmup.time.Moment;
import io.dynowarmup.topology.Topology;
import io.dynowarmup.topology.ring.TokenRange;
import io.dynowarmup.unit.Units;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads a dump into a node whose data no live node has. The run ends as PARTIAL, because nothing
 * shows what has changed since the dump.
 */
final class LoadDumpPhase extends Phase {
  private static final Logger LOG = LoggerFactory.getLogger(LoadDumpPhase.class);
  private static final long SLICE_MILLIS = 500;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final RunResult withoutSource;

  /** The ranges to load; empty for the whole range of the node. */
  private final List<TokenRange> part;

  private LoadDumpPhase(Run run, RunResult withoutSource, List<TokenRange> part) {
    super(run);
    this.withoutSource = withoutSource;
    this.part = part;
  }

  /**
   * Returns the phase that loads the ranges for which there is no source. The other parts follow.
   */
  static Phase ofRanges(Run run, List<TokenRange> part) {
    return new LoadDumpPhase(
        run, RunResult.failed(Reason.NO_HEALTHY_SOURCE, "no node that holds it answers"), part);
  }

  /**
   * Returns the phase that follows if there is no source: this one if the strategy loads dumps and
   * the node has nothing to lose, otherwise RESTORE.
   *
   * @param withoutSource the result of a run that loads nothing
   */
  static Phase orRestore(Run run, RunResult withoutSource) {
    return mayLoad(run)
        ? new LoadDumpPhase(run, withoutSource, Collections.emptyList())
        : new RestorePhase(run, withoutSource);
  }

  /** Returns whether the strategy loads dumps and the node has nothing to lose. */
  static boolean mayLoad(Run run) {
    boolean loads =
        run.strategy().loadsDumps() && run.context().config().chunks().store().isPresent();
    // data from a source that failed is newer than any dump
    boolean first = !run.context().sources().failed().last().isPresent();
    return loads && first && hasNothingToLose(run);
  }

  /**
   * Returns whether single ranges may be loaded while others have live owners. A forced run may
   * not: it replaces the node's keys by those of a live source, not by older ones.
   */
  static boolean mayLoadRanges(Run run) {
    return mayLoad(run) && holdsNothing(run);
  }

  private static boolean hasNothingToLose(Run run) {
    return run.context().config().force() || holdsNothing(run);
  }

  private static boolean holdsNothing(Run run) {
    return run.context().local().isDisposable() || run.context().node().redis().info().keys() == 0;
  }

  @Override
  WarmupPhase name() {
    return WarmupPhase.TRANSFER;
  }

  @Override
  Phase advance() throws InterruptedException {
    Node node = context.node();
    RedisInfo local = node.redis().info();
    run.before(local);
    String uri = context.config().chunks().store().get();
    try (RedisData here =
            context
                .host()
                .redisConnector()
                .data(
                    node.redis().endpoint(),
                    new NodeFinder(context.host(), context.config()).localAccess(node.topology()));
        DumpLoad load = opened(uri, here)) {
      removeFromService(local, uri);
      load(load);
      run.dumpLoaded();
      return part.isEmpty() ? new RestorePhase(run, result(load, uri)) : rest(load, uri);
    }
  }

  /** The ranges of live nodes are copied now; this node was not opened meanwhile. */
  private Phase rest(DumpLoad load, String uri) {
    if (context.cancel().isCancelled()) {
      return new RestorePhase(run, RunResult.aborted(context.cancel().reason()));
    }
    context.sources().plan().get().stored().loaded(part, text(load, uri));
    return new SelectSourcePhase(run);
  }

  private DumpLoad opened(String uri, RedisData here) {
    ChunkStore store =
        new AbortableStore(
            new ChunkStores(context.ticker(), context.pause()).store(uri),
            context.cancel(),
            CallLimit.of(context.ticker(), context.config().stallMillis()).until(context.budget()));
    return DumpLoad.open(
            store, scope(context.node().topology()), here, context.ticker(), context::warn)
        .waiting(Patience.withSource(context.ticker(), context.config().stallMillis()));
  }

  private ChunkScope scope(Topology topology) {
    ChunkScope scope =
        part.isEmpty()
            ? ChunkNode.scope(context.config(), topology)
            : ChunkNode.scope(context.config(), topology, part);
    return scope.ofDumps(context.request().dumps());
  }

  /** The state file names the local Redis as the source, because there is no other one. */
  private void removeFromService(RedisInfo local, String uri) {
    Node node = context.node();
    LOG.warn("There is no source: {}; loading the newest dumps in {}", withoutSource.text(), uri);
    run.touch();
    SourcePin pin = SourcePin.of(node.redis().endpoint().toString(), local);
    node.state().source(node.redis().endpoint(), pin, local.runId(), context.started(), true);
    node.state().phase(name(), Moment.now(context.ticker()));
    node.checkpoint().drop();
    node.mark().cold(run.strategy().name(), node.redis().endpoint().toString());
    node.dynomite().removeFromService(DynomiteState.STANDBY, context.cancel());
  }

  private void load(DumpLoad load) throws InterruptedException {
    while (!load.over() && !context.cancel().isCancelled() && !context.budgetSpent()) {
      DynomiteState dynomite =
          context.node().dynomite().keep(DynomiteState.STANDBY, context.cancel());
      context.node().mark().renew();
      load.load(Deadline.after(context.ticker(), SLICE_MILLIS), context.cancel());
      Progress progress =
          new Progress.Builder()
              .stage(Stage.COPYING)
              .note("loading " + Units.keys(load.counts().keys()) + load.origin())
              .bytesDone(load.counts().bytes())
              .movement(load.place())
              .build();
      context.board().progress(progress, dynomite.name());
      context.log().progress(progress);
      if (load.waits()) {
        context.log().waiting("waiting for the store of the dumps" + load.origin());
        context.pause().millis(SLICE_MILLIS, context.cancel());
      }
    }
  }

  private RunResult result(DumpLoad load, String uri) {
    if (context.cancel().isCancelled()) {
      return RunResult.aborted(context.cancel().reason());
    }
    return RunResult.partial(withoutSource.code().orElse(Reason.NO_PEER), text(load, uri));
  }

  private String text(DumpLoad load, String uri) {
    LoadCounts counts = load.counts();
    long moment = load.oldestMillis();
    long age = Math.max(0, context.ticker().epochMillis() - moment);
    StringBuilder text = new StringBuilder();
    text.append(Units.keys(counts.keys()))
        .append(" were loaded from the dumps in ")
        .append(uri)
        .append(": state as of ")
        .append(TIME.format(Instant.ofEpochMilli(moment)))
        .append(" UTC, ")
        .append(Units.time(age))
        .append(" old; nothing was compared, because ")
        .append(withoutSource.text());
    text.append("; ").append(load.completeness());
    if (!load.over()) {
      text.append("; ").append(context.budgetText()).append(" before all chunks were loaded");
    }
    if (!load.missing().isEmpty()) {
      text.append("; no dump contains the hashes ").append(load.missing());
    }
    if (!counts.sentences().isEmpty()) {
      text.append("; damaged: ").append(String.join("; ", counts.sentences()));
    }
    return text.toString();
  }

  /** Names both reasons: why there is no source, and why no dump was loaded. */
  @Override
  Phase onFailure(WarmupException e) {
    if (context.cancel().isCancelled()) {
      return new RestorePhase(run, RunResult.aborted(context.cancel().reason()));
    }
    if (!part.isEmpty()) {
      context.warn("no dump was loaded for the ranges without a source: " + e.getMessage());
      return new SelectSourcePhase(run);
    }
    return new RestorePhase(
        run,
        RunResult.failed(
            withoutSource.code().orElse(Reason.NO_PEER),
            withoutSource.text() + "; and no dump was loaded: " + e.getMessage()));
  }
}
