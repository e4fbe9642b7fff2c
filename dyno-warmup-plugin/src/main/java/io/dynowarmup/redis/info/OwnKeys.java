// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis.info;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The keys of this program: they are in database 0, and belong to one node each. */
public final class OwnKeys {
  /** How all of them begin. */
  public static final String PREFIX = "__dyno_warmup:";

  /** Holds the {@link NodeRecord} of the node; stays. */
  public static final String RECORD = PREFIX + "node";

  /** Holds the {@link NodeClaim} of the run that works on the node; expires unless renewed. */
  public static final String CLAIM = PREFIX + "run";

  /** Shows whether the node takes writes; there for a moment. */
  public static final String PROBE = PREFIX + "probe";

  /** A number that makes the key one of the node's own range follows; expires. */
  public static final String MARKER = PREFIX + "marker:";

  /** How many keys of one range may be markers. */
  public static final int MARKERS = 64;

  private static final byte[] BYTES = PREFIX.getBytes(StandardCharsets.US_ASCII);

  private OwnKeys() {}

  /** Whether a key is one of them. */
  public static boolean contain(byte[] key) {
    return key.length >= BYTES.length && Arrays.equals(Arrays.copyOf(key, BYTES.length), BYTES);
  }
}
