// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.snapshot;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.chunk.load.ChunkScope;
import io.dynowarmup.chunk.load.LoadPlan;
import io.dynowarmup.chunk.load.StoredManifests;
import io.dynowarmup.chunk.load.TrialRestore;
import io.dynowarmup.chunk.store.ChunkStore;
import io.dynowarmup.chunk.store.ChunkStores;
import io.dynowarmup.redis.RedisData;
import io.dynowarmup.spi.TransferContext;
import java.util.function.Consumer;

/** Chooses the dumps from which a node is loaded. */
final class DumpChoice {
  private DumpChoice() {}

  /**
   * Opens the load of the newest dumps.
   *
   * @throws WarmupException STRATEGY_CANNOT if no dump contains keys of this node, or the local
   *     Redis does not understand its values; the message says why
   */
  static DumpBulk open(TransferContext context, RedisData here) {
    ChunkStore store = store(context);
    boolean opened = false;
    try {
      ChunkScope scope = context.chunks();
      LoadPlan plan = plan(context, store, scope, context.warnings());
      if (plan.parts().isEmpty()) {
        throw new WarmupException(
            Reason.STRATEGY_CANNOT,
            "no dump of cluster '"
                + scope.cluster()
                + "' in "
                + store
                + " contains keys of this node; 'chunks list' shows the dumps");
      }
      TrialRestore.check(here, plan);
      DumpBulk bulk = new DumpBulk(context, store, plan, scope.hash(), here);
      opened = true;
      return bulk;
    } finally {
      if (!opened) {
        store.close();
      }
    }
  }

  private static ChunkStore store(TransferContext context) {
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
    return new ChunkStores(context.ticker(), context.pause()).store(uri);
  }

  private static LoadPlan plan(
      TransferContext context, ChunkStore store, ChunkScope scope, Consumer<String> notes) {
    return LoadPlan.of(new StoredManifests(store).newestFirst(notes), scope, notes);
  }
}
