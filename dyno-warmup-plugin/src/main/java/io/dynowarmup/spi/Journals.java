// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.spi;

import io.dynowarmup.journal.StreamOpener;
import java.util.Map;
import java.util.Optional;

/** Gives a strategy what it needs to compare what both Redis have executed. */
public interface Journals {
  /**
   * Opens the replication stream of the local Redis.
   *
   * @throws io.dynowarmup.api.WarmupException if the user lacks the rights, or Redis does not
   *     answer
   */
  StreamOpener local();

  /**
   * Opens the replication stream of the source.
   *
   * @throws io.dynowarmup.api.WarmupException if the user lacks the rights, or Redis does not
   *     answer
   */
  StreamOpener source();

  /**
   * Returns why cuts prove nothing: writes may come through a Dynomite that no marker is written
   * through, or may overtake a marker. Empty if cuts prove something.
   */
  Optional<String> gap();

  /**
   * Writes markers through all Dynomites at once.
   *
   * @param mostMillis how long the Dynomites may take to answer, in milliseconds
   * @return values of the markers by key; empty if a Dynomite did not accept its marker
   */
  Map<String, String> cut(long mostMillis);
}
