// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.snapshot;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.chunk.load.DumpLoad;
import io.dynowarmup.chunk.load.LoadCounts;
import io.dynowarmup.chunk.store.AbortableStore;
import io.dynowarmup.chunk.store.CallLimit;
import io.dynowarmup.chunk.store.ChunkStore;
import io.dynowarmup.chunk.store.ChunkStores;
import io.dynowarmup.redis.RedisData;
import io.dynowarmup.spi.TransferContext;
import io.dynowarmup.strategy.copy.Bulk;
import io.dynowarmup.time.Deadline;
import io.dynowarmup.unit.Units;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads a dump as the first step of a copy. What is missing in it comes from the source later. */
final class DumpBulk implements Bulk {
  private static final Logger LOG = LoggerFactory.getLogger(DumpBulk.class);

  private final TransferContext context;
  private final DumpLoad load;
  private boolean over;

  private DumpBulk(TransferContext context, DumpLoad load) {
    this.context = context;
    this.load = load;
  }

  /**
   * Opens the load of the newest dumps.
   *
   * @throws WarmupException STRATEGY_CANNOT if there is none that can be used; the message says why
   */
  static DumpBulk open(TransferContext context, RedisData here) {
    String uri =
        context
            .config()
            .chunks()
            .store()
            .orElseThrow(
                () ->
                    new WarmupException(
                        Reason.STRATEGY_CANNOT,
                        "the strategy snapshot needs chunks.store, and it is not set"));
    ChunkStore store =
        new AbortableStore(
            new ChunkStores(context.ticker(), context.pause()).store(uri),
            context.cancel(),
            CallLimit.of(context.ticker(), context.config().stallMillis()).until(context.budget()));
    return new DumpBulk(
        context,
        DumpLoad.open(store, context.chunks(), here, context.ticker(), context.warnings()));
  }

  @Override
  public void copy(Deadline until) {
    load.load(until, context.cancel());
    if (load.over() && !over) {
      over = true;
      end(load.counts());
    }
  }

  private void end(LoadCounts counts) {
    LOG.info(
        "Loaded {} of {}, {} had expired",
        Units.keys(counts.keys()),
        Units.count(counts.chunks(), "chunk"),
        counts.expired());
    if (!counts.sentences().isEmpty()) {
      context
          .warnings()
          .accept(
              "the dump is not complete, and the rest is copied from the source: "
                  + String.join("; ", counts.sentences()));
    }
  }

  @Override
  public boolean over() {
    return over;
  }

  @Override
  public String place() {
    return load.place();
  }

  @Override
  public long keys() {
    return load.counts().keys();
  }

  @Override
  public long bytes() {
    return load.counts().bytes();
  }

  @Override
  public String origin() {
    return load.origin();
  }

  @Override
  public void close() {
    load.close();
  }
}
