// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.decision;

import io.dynowarmup.api.Peer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The sources that failed in this run. One may have been restarted only: each gets a second chance
 * when no other is left.
 */
public final class FailedSources {
  private static final int MOST_TRIES = 2;

  private final Map<Peer, String> reasons = new LinkedHashMap<>();
  private final Map<Peer, Integer> counts = new LinkedHashMap<>();

  private final Map<Peer, String> cutOff = new LinkedHashMap<>();
  private String last = "";
  private boolean syncsBroke;

  public void fail(Peer peer, String why) {
    reasons.put(peer, why);
    last = peer + ": " + why;
    counts.merge(peer, 1, Integer::sum);
  }

  /** One that going on would harm, or that would harm this node, gets no second chance. */
  public void ban(Peer peer, String why) {
    fail(peer, why);
    counts.put(peer, MOST_TRIES);
  }

  /** Notes that the syncs of a source did not arrive. @return whether those of another did not */
  public boolean syncsBrokeBefore() {
    boolean before = syncsBroke;
    syncsBroke = true;
    return before;
  }

  /**
   * One that does not get the cluster's writes; it stays so for the rest of the run.
   *
   * @return whether this is news
   */
  public boolean cutOff(Peer peer, String why) {
    return cutOff.put(peer, why) == null;
  }

  /** Why what that one has may lack writes of the cluster; empty when it does not. */
  public Optional<String> cutOff(Peer peer) {
    return Optional.ofNullable(cutOff.get(peer));
  }

  /** Those that are not to be tried now. */
  public Map<Peer, String> reasons() {
    return new LinkedHashMap<>(reasons);
  }

  /** Lets those be tried again that have a try left. @return whether there is one */
  public boolean forgive() {
    return reasons.keySet().removeIf(p -> counts.get(p) < MOST_TRIES);
  }

  /** How the last one failed, also when it has been forgiven since; empty when none has. */
  public String last() {
    return last;
  }
}
