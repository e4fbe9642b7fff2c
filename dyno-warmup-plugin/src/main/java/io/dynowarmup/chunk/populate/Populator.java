// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.populate;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.chunk.format.Manifest;
import io.dynowarmup.chunk.load.ChunkLoad;
import io.dynowarmup.chunk.load.LoadCounts;
import io.dynowarmup.chunk.store.ChunkMessage;
import io.dynowarmup.redis.RedisData;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Pause;
import io.dynowarmup.time.Ticker;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does the work of messages, one after the other. Used by one thread. */
final class Populator implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Populator.class);

  /** A message is extended this often; its visibility time has to be a few times longer. */
  private static final long EXTEND_NANOS = TimeUnit.SECONDS.toNanos(10);

  private static final long RETRY_MILLIS = 500;
  private static final int MOST_RETRIES = 10;

  private final StoredChunkSource source;
  private final Targets targets;
  private final PopulateCounts counts;
  private final Ticker ticker;
  private final Pause pause;
  private final CancelSignal cancel;

  Populator(
      StoredChunkSource source,
      Targets targets,
      PopulateCounts counts,
      Ticker ticker,
      Pause pause,
      CancelSignal cancel) {
    this.source = source;
    this.targets = targets;
    this.counts = counts;
    this.ticker = ticker;
    this.pause = pause;
    this.cancel = cancel;
  }

  /** Loads the chunk of a message. A message whose work fails is given back after a pause. */
  void work(ChunkMessage message) throws InterruptedException {
    try {
      perform(message);
    } catch (WarmupException e) {
      if (cancel.isCancelled()) {
        message.giveBack();
        return;
      }
      LOG.warn("A message is given back after {} receives: {}", message.receives(), e.getMessage());
      counts.failed(e.getMessage());
      // other chunks come first, and a node that is restarted has some time
      pause.millis(RETRY_MILLIS * Math.min(MOST_RETRIES, message.receives()), cancel);
      message.giveBack();
    }
  }

  private void perform(ChunkMessage message) {
    PopulateMessage work = PopulateMessage.parse(message.body());
    boolean loaded = false;
    try {
      RedisData node = targets.of(work).admitted(work.warmUp());
      LoadCounts found = new LoadCounts();
      if (load(message, work, node, found)) {
        requireComplete(work, found);
        counts.done(work, found);
        if (!message.acknowledge()) {
          counts.lostOne();
        }
      }
      loaded = true;
    } finally {
      if (!loaded) {
        targets.drop(work);
      }
    }
  }

  /** Returns false if the work was ended before the end of the chunk. */
  private boolean load(
      ChunkMessage message, PopulateMessage work, RedisData node, LoadCounts found) {
    Manifest manifest = source.manifest(work);
    try (ChunkLoad load =
        new ChunkLoad(
            source.store(work),
            manifest,
            StoredChunkSource.chunk(manifest, work),
            work.ranges(),
            manifest.dump().keyHash(),
            node,
            ticker,
            found)) {
      long extended = ticker.nanos();
      while (load.next()) {
        if (cancel.isCancelled()) {
          message.giveBack();
          return false;
        }
        if (ticker.nanos() - extended >= EXTEND_NANOS) {
          if (!message.extend()) {
            counts.lostOne();
            return false;
          }
          extended = ticker.nanos();
        }
      }
      return true;
    }
  }

  private static void requireComplete(PopulateMessage work, LoadCounts found) {
    if (found.damages() > 0 || found.refused() > 0) {
      throw new WarmupException(
          Reason.DAMAGED,
          work + " was not loaded completely: " + String.join("; ", found.sentences()));
    }
  }

  @Override
  public void close() {
    targets.close();
  }
}
