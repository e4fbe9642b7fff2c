// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.topology.ring;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The number of racks that must answer before Dynomite answers a client. */
public enum Consistency {
  DC_ONE,
  DC_QUORUM,
  DC_SAFE_QUORUM,
  DC_EACH_SAFE_QUORUM;

  /** Finds a level by name; case does not matter, as in Dynomite. */
  public static Optional<Consistency> named(String name) {
    String n = name.toUpperCase(Locale.ROOT);
    return Arrays.stream(values()).filter(c -> c.name().equals(n)).findFirst();
  }
}
