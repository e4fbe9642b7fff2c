// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.delta;

import io.dynowarmup.sync.WritePolicy;
import java.util.ArrayList;
import java.util.List;

/** Allows only keys that are missing here to be added. No key is replaced or removed. */
final class Additions {
  static final WritePolicy ONLY =
      (sides, keys, here, there) -> {
        List<Boolean> may = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
          may.add(here.get(i).absent() && !there.get(i).absent());
        }
        return may;
      };

  private Additions() {}
}
