// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.shares;

import io.dynowarmup.redis.info.KeyShare;
import io.dynowarmup.source.Candidate;
import java.util.Collections;
import java.util.Optional;

/** How many keys of this node's range the nodes of other racks hold. */
public final class RingKeys {
  private long keys;
  private boolean unknown;

  /** Chooses the source of a part. */
  public interface Choice {
    Optional<Candidate> of(SourceShare part) throws InterruptedException;
  }

  /**
   * Asks the owners of all parts.
   *
   * @param plan a plan that is not used for anything else
   */
  public static RingKeys of(RangePlan plan, Choice choice) throws InterruptedException {
    RingKeys all = new RingKeys();
    for (Optional<SourceShare> part = plan.next(Collections.emptyList());
        part.isPresent();
        part = plan.next(Collections.emptyList())) {
      Optional<Candidate> source = choice.of(part.get());
      if (source.isPresent()) {
        all.keys += part.get().ofSource(source.get().keys());
        plan.arrived(source.get().peer(), Collections.emptyList(), "");
      } else {
        plan.refused(Collections.emptyList());
      }
    }
    all.unknown = !plan.complete();
    return all;
  }

  /**
   * Returns whether the owners are a better source than a peer that may be as new as this node. A
   * rack that has lost a node holds clearly fewer keys than a peer that has them.
   */
  public boolean outweigh(Candidate peer) {
    return unknown || !KeyShare.isClearlyLess(keys, peer.keys());
  }
}
