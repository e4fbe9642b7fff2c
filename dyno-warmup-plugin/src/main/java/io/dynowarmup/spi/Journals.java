// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.spi;

import io.dynowarmup.journal.StreamOpener;
import java.util.Map;
import java.util.Optional;

/** Gives a strategy what it needs to compare what both Redis have executed. */
public interface Journals {
  /** Opens the replication stream of the local Redis. */
  StreamOpener local();

  /** Opens the replication stream of the source. */
  StreamOpener source();

  /**
   * Returns why cuts prove nothing: writes may come through a Dynomite that no marker is written
   * through, or may overtake a marker. Empty if cuts prove something.
   */
  Optional<String> gap();

  /**
   * Writes markers through all Dynomites at once.
   *
   * @return values of the markers by key; empty if a Dynomite did not accept its marker
   */
  Map<String, String> cut();
}
