// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.source;

import io.dynowarmup.redis.info.NodeRecord;
import io.dynowarmup.source.probe.PeerFacts;
import java.util.Optional;

/**
 * Whether anything tells that the Redis at a peer's address is of this cluster. A Dynomite in front
 * of it does, keys that others have too, keys of this node's share of the ring, and the record that
 * a warm-up has left there. Without any of them the address may have been given to somebody else.
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
                + f.keys()
                + " keys with"));
  }

  private static boolean vouched(PeerFacts f, Survey survey) {
    return Agreement.withAny(f, survey) || Belonging.proven(f, survey) || recorded(f);
  }

  private static boolean recorded(PeerFacts f) {
    String name = NodeRecord.nodeName(f.peer().datacenter(), f.peer().rack());
    return f.info().nodeRecord().filter(r -> r.isOf(name)).isPresent();
  }
}
