// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.source.rule;

import io.dynowarmup.source.probe.DynomiteSign;
import io.dynowarmup.source.probe.PeerFacts;
import java.util.Optional;

/** Decides whether the cluster's writes reach a peer. They arrive only through its Dynomite. */
final class DynomiteRule {
  private DynomiteRule() {}

  static Optional<Finding> serving(PeerFacts f, Survey survey) {
    DynomiteSign sign = f.evidence().dynomite();
    if (sign.text().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        sign.doesNotServe() ? Finding.last(sign.text()) : Finding.later(sign.text()));
  }
}
