// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.spi;

/**
 * How many keys may go that the source does not have, where none of the other copies can be asked
 * about them: a source that lacks more may have lost them. Pure.
 */
public final class RemovalLimit {
  /** Of the keys of this node. */
  public static final int MOST_PERCENT = 10;

  /** A few keys more or less are traffic. */
  private static final long FEW_KEYS = 8;

  private RemovalLimit() {}

  /** 0 for a source that lacks more than that. */
  public static long of(long keysHere, long keysThere) {
    long most = Math.max(FEW_KEYS, keysHere * MOST_PERCENT / 100);
    return keysHere - keysThere > most ? 0 : most;
  }
}
