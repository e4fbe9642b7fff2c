// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.dynomite;

import java.util.Locale;

/** Parses {@code State: NORMAL}. */
final class StateAnswer {
  private StateAnswer() {}

  static DynomiteState parse(String body) {
    String line = body.trim();
    if (!line.startsWith("State:")) {
      return DynomiteState.UNREACHABLE;
    }
    String name = line.substring("State:".length()).trim().toLowerCase(Locale.ROOT);
    for (DynomiteState state : DynomiteState.values()) {
      if (!state.path().isEmpty() && state.path().equals(name)) {
        return state;
      }
    }
    return DynomiteState.OTHER;
  }
}
