// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.copy;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.redis.ChangeFeed;
import io.dynowarmup.spi.TransferContext;
import io.dynowarmup.sync.PendingKeys;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects the keys that the copy may have missed: those that changed at the source since its
 * beginning, and those that the bulk could not copy. The feed names keys without their database, so
 * each of them counts in every database.
 */
final class ChangedKeys {
  private static final Logger LOG = LoggerFactory.getLogger(ChangedKeys.class);

  /** The server swaps two databases without naming their keys. */
  private static final String SWAPS = "cmdstat_swapdb";

  private final TransferContext context;
  private final ChangeFeed feed;
  private final String swaps;
  private final PendingKeys named = new PendingKeys();
  private final PendingKeys notCopied = new PendingKeys();
  private boolean unknown;

  private ChangedKeys(TransferContext context, ChangeFeed feed) {
    this.context = context;
    this.feed = feed;
    this.swaps = swaps();
  }

  private String swaps() {
    return context.source().info("commandstats").get(SWAPS).orElse("");
  }

  /** Begins to collect. Without a feed, every key may have changed. */
  static ChangedKeys of(TransferContext context) {
    try {
      return new ChangedKeys(context, context.sourceChanges());
    } catch (WarmupException e) {
      if (!e.reason().isRejected()) {
        throw e;
      }
      LOG.info("All keys are compared after the bulk, because {}", e.getMessage());
      return new ChangedKeys(context, ChangeFeed.none());
    }
  }

  /** Reads what the source has reported since the last call. */
  void read() {
    Optional<List<byte[]>> names = feed.changes();
    unknown |= !names.isPresent();
    names.ifPresent(list -> list.forEach(name -> named.add(0, name)));
  }

  /** Adds a key that the bulk left out. */
  void add(int database, byte[] key) {
    notCopied.add(database, key);
  }

  /** Returns all keys that may differ from the source. */
  PendingKeys in(Collection<Integer> databases) {
    if (unknown || mayBeSwapped() || named.all() || notCopied.all()) {
      return PendingKeys.everything();
    }
    PendingKeys all = new PendingKeys();
    all.addAll(notCopied);
    for (int database : databases) {
      named.of(0).forEach(key -> all.add(database, key));
    }
    return all;
  }

  private boolean mayBeSwapped() {
    try {
      return !swaps.equals(swaps());
    } catch (WarmupException e) {
      return true;
    }
  }

  /** Returns how many keys were named, as text. */
  @Override
  public String toString() {
    return unknown || named.all() ? "an unknown number of keys" : named.size() + " keys";
  }

  void close() {
    feed.close();
  }
}
