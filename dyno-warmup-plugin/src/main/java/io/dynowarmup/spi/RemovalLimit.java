// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.spi;

/**
 * Computes how many keys that the source lacks may be removed here if no other copy can be asked
 * about them. A source that lacks more keys may have lost them. Pure functions.
 */
public final class RemovalLimit {
  /** The limit as a percentage of the keys on this node. */
  public static final int MOST_PERCENT = 10;

  /**
   * A source that is the only other copy decides, unless it lacks more than this percentage of the
   * keys of this node. Keys that stay can be removed later, and keys that are gone do not come
   * back.
   */
  public static final int MOST_PERCENT_OF_ONLY_COPY = 25;

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
    long most = most(keysHere, MOST_PERCENT);
    return keysHere - keysThere > most ? 0 : most;
  }

  /**
   * Returns the maximum number of keys to remove if the source is the only other copy.
   *
   * @param keysHere number of keys on this node
   * @param keysThere number of keys at the source
   * @return no limit; 0 if the source lacks more than 25 % of the keys here, and more than 8
   */
  public static long ofOnlyCopy(long keysHere, long keysThere) {
    boolean lacks = keysHere - keysThere > most(keysHere, MOST_PERCENT_OF_ONLY_COPY);
    return lacks ? 0 : Long.MAX_VALUE;
  }

  private static long most(long keysHere, int percent) {
    return Math.max(FEW_KEYS, keysHere * percent / 100);
  }
}
