// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.copy;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.redis.ChangeFeed;
import io.dynowarmup.redis.info.OwnKeys;
import io.dynowarmup.spi.TransferContext;
import io.dynowarmup.sync.PendingKeys;
import io.dynowarmup.unit.Units;
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

  /**
   * Above these limits, all keys are compared: the names have to fit into a small heap, twice.
   * Copies at the same time divide them among themselves.
   */
  private static final long MOST_BYTES = 8L * 1024 * 1024;

  private static final int MOST_NAMES = PendingKeys.MOST_KEYS;

  private final TransferContext context;
  private final ChangeFeed feed;
  private final Optional<String> swaps;
  private final int copies;
  private final long beganNanos;
  private final PendingKeys named = new PendingKeys();
  private final PendingKeys notCopied = new PendingKeys();
  private long bytes;
  private boolean unknown;

  private ChangedKeys(TransferContext context, ChangeFeed feed) {
    this.context = context;
    this.feed = feed;
    this.swaps = swaps();
    this.copies = context.part().isPresent() ? context.config().copySources() : 1;
    this.unknown = !swaps.isPresent();
    this.beganNanos = context.ticker().nanos();
  }

  /** Begins to collect. Without a feed, every key may have changed. */
  static ChangedKeys of(TransferContext context) {
    ChangeFeed feed;
    try {
      feed = context.sourceChanges();
    } catch (WarmupException e) {
      if (e.reason() == Reason.ABORTED) {
        throw e;
      }
      LOG.info("All keys are compared after the bulk, because {}", e.getMessage());
      ChangedKeys none = new ChangedKeys(context, ChangeFeed.none());
      none.giveUp();
      return none;
    }
    return new ChangedKeys(context, feed);
  }

  /** Collects nothing: every key may have changed. */
  static ChangedKeys unknown(TransferContext context) {
    ChangedKeys all = new ChangedKeys(context, ChangeFeed.none());
    all.unknown = true;
    return all;
  }

  /** Returns how often databases were swapped; empty if the source does not answer. */
  private Optional<String> swaps() {
    try {
      return Optional.of(context.source().info("commandstats").get(SWAPS).orElse(""));
    } catch (WarmupException e) {
      LOG.debug("Cannot read the commands that {} has run", context.sourcePeer(), e);
      return Optional.empty();
    }
  }

  /** Reads what the source has reported since the last call. */
  void read() {
    if (unknown) {
      return;
    }
    Optional<List<byte[]>> names = feed.changes();
    names.ifPresent(list -> list.forEach(this::add));
    boolean many = named.size() >= MOST_NAMES / copies || bytes > MOST_BYTES / copies;
    if (!names.isPresent() || many) {
      LOG.info(
          "All keys are compared after the bulk: {}",
          many
              ? "more than " + named.size() + " keys of the source changed, " + Units.bytes(bytes)
              : "the source does not name the keys that change any more");
      // The names are not read any more, so the source must not buffer them.
      giveUp();
    }
  }

  private void add(byte[] name) {
    if (!OwnKeys.contain(name) && context.part().map(p -> p.contains(name)).orElse(true)) {
      bytes += name.length;
      named.add(0, name);
    }
  }

  /** Returns since when the source names the keys, as {@link io.dynowarmup.time.Ticker#nanos}. */
  long beganNanos() {
    return beganNanos;
  }

  /** Adds a key that the bulk left out, or that was here before. */
  void add(int database, byte[] key) {
    notCopied.add(database, key);
  }

  /** Returns all keys that may differ from the source. */
  PendingKeys in(Collection<Integer> databases) {
    boolean swapped = !unknown && !swaps.equals(swaps());
    return unknown || swapped || notCopied.all() ? PendingKeys.everything() : known(databases);
  }

  /**
   * Returns the keys that are known to have changed or to be missing here; others may have, too.
   */
  PendingKeys known(Collection<Integer> databases) {
    PendingKeys all = new PendingKeys();
    for (PendingKeys some : new PendingKeys[] {notCopied, spread(databases)}) {
      for (int database : some.databases()) {
        some.of(database).forEach(key -> all.add(database, key));
      }
    }
    return all;
  }

  private PendingKeys spread(Collection<Integer> databases) {
    PendingKeys all = new PendingKeys();
    for (int database : databases) {
      named.of(0).forEach(key -> all.add(database, key));
    }
    return all;
  }

  /** Returns how many keys were named, as text. */
  @Override
  public String toString() {
    return unknown ? "an unknown number of keys" : named.size() + " keys";
  }

  /** Stops collecting: from now on, every key may have changed. */
  void giveUp() {
    unknown = true;
    close();
  }

  void close() {
    feed.close();
  }
}
