// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.spi;

/**
 * Computes how many keys that the source lacks may be removed here if no other copy can be asked
 * about them. A source that lacks more keys may have lost them. Pure functions.
 */
public final class RemovalLimit {
  /** The limit as a percentage of the keys on this node. */
  public static final int MOST_PERCENT = 10;

  /** A difference of a few keys is normal traffic. */
  private static final long FEW_KEYS = 8;

  private RemovalLimit() {}

  /**
   * Returns the maximum number of keys to remove.
   *
   * @param keysHere number of keys on this node
   * @param keysThere number of keys at the source
   * @return 10 % of the keys here, but at least 8; 0 if the source lacks more than that
   */
  public static long of(long keysHere, long keysThere) {
    long most = Math.max(FEW_KEYS, keysHere * MOST_PERCENT / 100);
    return keysHere - keysThere > most ? 0 : most;
  }
}
