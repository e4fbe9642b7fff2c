// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.config;

import java.util.Optional;

/** Holds the settings of chunks: dumps of a node, and what is loaded from them. Immutable. */
public final class ChunkSettings {
  private final Settings settings;

  ChunkSettings(Settings settings) {
    this.settings = settings;
  }

  /** Returns the URI of the store; empty if none is set. */
  public Optional<String> store() {
    return settings.value(WarmupKey.CHUNKS_STORE);
  }

  /** Returns the cluster whose dumps this node loads; empty if its clusters have no name. */
  public String cluster() {
    return settings
        .<String>value(WarmupKey.CHUNKS_CLUSTER)
        .orElseGet(() -> settings.text(WarmupKey.CLUSTER));
  }

  /** Returns the age in seconds up to which {@code auto} uses dumps: 1 to 31,536,000. */
  public long maxAgeSeconds() {
    return settings.number(WarmupKey.CHUNKS_MAX_AGE_SEC);
  }

  /** Returns the most keys that a dump reads in a second: 10 to 10,000,000. */
  public long keysPerSecond() {
    return settings.number(WarmupKey.DELTA_KEYS_PER_SECOND);
  }

  /** Returns the most bytes of values that a dump reads in a second: 10,000 to 10,000,000,000. */
  public long bytesPerSecond() {
    return settings.number(WarmupKey.DUMP_BYTES_PER_SECOND);
  }

  /** Returns the schedule of dumps by the daemon; empty if none is set. */
  public Optional<Cron> dumpCron() {
    return settings.value(WarmupKey.DUMP_CRON);
  }

  /** Returns how many of this node's dumps are kept after a scheduled one: 1 to 10,000. */
  public int dumpKeep() {
    return settings.count(WarmupKey.DUMP_KEEP);
  }
}
