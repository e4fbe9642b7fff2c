// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis.info;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The reserved keys of this program. They are in database 0, and each belongs to one node. */
public final class OwnKeys {
  /** The common prefix. */
  public static final String PREFIX = "__dyno_warmup:";

  /** Holds the {@link NodeRecord} of the node; does not expire. */
  public static final String RECORD = PREFIX + "node";

  /** Holds the {@link NodeClaim} of the run that works on the node; expires unless renewed. */
  public static final String CLAIM = PREFIX + "run";

  /** Admits the populators of one warm-up to a node that is closed; expires. */
  public static final String POPULATE = PREFIX + "populate";

  /** Shows whether the node accepts writes; exists for a moment. */
  public static final String PROBE = PREFIX + "probe";

  /** Identifies the data of a planned stop until the next run; expires. */
  public static final String STOP = PREFIX + "stop";

  /**
   * Prefix of markers. The number that follows places the key in the node's own token range;
   * expires.
   */
  public static final String MARKER = PREFIX + "marker:";

  /** Number of keys in one token range that may be markers. */
  public static final int MARKERS = 64;

  /** The user and password of a replica whose link a run keeps closed; no source has them. */
  public static final String CLOSED_LINK = PREFIX + "closed";

  private static final byte[] BYTES = PREFIX.getBytes(StandardCharsets.US_ASCII);

  private OwnKeys() {}

  /** Returns whether a key is reserved. */
  public static boolean contain(byte[] key) {
    return key.length >= BYTES.length && Arrays.equals(Arrays.copyOf(key, BYTES.length), BYTES);
  }
}
