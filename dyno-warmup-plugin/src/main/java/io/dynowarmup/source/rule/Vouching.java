// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.source.rule;

import io.dynowarmup.redis.info.NodeRecord;
import io.dynowarmup.source.probe.PeerFacts;
import io.dynowarmup.unit.Units;
import java.util.Optional;

/**
 * Decides whether anything proves that the Redis at a peer's address belongs to this cluster.
 * Without a proof, the address may belong to another Redis now. Each of these is a proof:
 *
 * <ul>
 *   <li>a Dynomite in front of it;
 *   <li>keys in common with other nodes;
 *   <li>keys of this node's share of the ring;
 *   <li>the record that a warm-up stored there.
 * </ul>
 */
final class Vouching {
  private Vouching() {}

  static Optional<Finding> none(PeerFacts f, Survey survey) {
    boolean asked = f.evidence().dynomite().isAbsent();
    boolean decided = survey.rules().named() || survey.rules().sourceDecided();
    if (!asked || decided || f.keys() == 0 || vouched(f, survey)) {
      return Optional.empty();
    }
    return Optional.of(
        Finding.unproven(
            "is not known to be of this cluster: no Dynomite listens at "
                + f.peer().dynomite()
                + ", and there is nothing to compare its "
                + Units.keys(f.keys())
                + " with"));
  }

  private static boolean vouched(PeerFacts f, Survey survey) {
    return Agreement.withAny(f, survey) || Belonging.proven(f, survey) || recorded(f);
  }

  private static boolean recorded(PeerFacts f) {
    String name = NodeRecord.nodeName(f.peer().datacenter(), f.peer().rack());
    return f.info().nodeRecord().filter(r -> r.isOf(name)).isPresent();
  }
}
