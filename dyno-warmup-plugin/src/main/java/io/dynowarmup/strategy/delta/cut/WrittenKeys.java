// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.delta.cut;

import io.dynowarmup.journal.JournalKey;
import io.dynowarmup.redis.ChangeFeed;
import io.dynowarmup.redis.info.OwnKeys;
import io.dynowarmup.sync.PendingKeys;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects the keys that the local Redis changes while they are compared. Both sides are not read
 * at the same moment, so a write in between can make a key equal by chance. Used by one thread.
 */
public final class WrittenKeys implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WrittenKeys.class);

  /** The names have to fit into a small heap. */
  static final int MOST_NAMES = PendingKeys.MOST_KEYS;

  static final long MOST_BYTES = 8L * 1024 * 1024;

  private final ChangeFeed feed;
  private final Set<JournalKey> keys = new LinkedHashSet<>();
  private long bytes;
  private String unknown = "";

  /**
   * @param feed begins now; closed with this
   */
  public WrittenKeys(ChangeFeed feed) {
    this.feed = feed;
  }

  /** Reads what the server has reported since the last call. */
  public void read() {
    if (!unknown.isEmpty()) {
      return;
    }
    Optional<List<byte[]>> names = feed.changes();
    names.ifPresent(list -> list.forEach(this::add));
    if (!names.isPresent() || keys.size() > MOST_NAMES || bytes > MOST_BYTES) {
      unknown =
          names.isPresent()
              ? "more than " + MOST_NAMES + " keys were written to, or were copied"
              : "the local Redis does not name the keys that change";
      LOG.info("Only the last keys are compared at cuts: {}", unknown);
      keys.clear();
      // The names are not read any more, so the server must not buffer them.
      feed.close();
    }
  }

  /** Returns why the keys are not known; empty if they are. */
  public Optional<String> unknown() {
    return unknown.isEmpty() ? Optional.empty() : Optional.of(unknown);
  }

  private void add(byte[] name) {
    if (!OwnKeys.contain(name) && keys.add(new JournalKey(0, name))) {
      bytes += name.length;
    }
  }

  /** Returns the keys, in the order of their first change; none if they are not known. */
  public Set<JournalKey> keys() {
    return Collections.unmodifiableSet(keys);
  }

  @Override
  public void close() {
    feed.close();
  }
}
