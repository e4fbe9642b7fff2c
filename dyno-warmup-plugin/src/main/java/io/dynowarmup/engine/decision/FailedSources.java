// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.decision;

import io.dynowarmup.api.Peer;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Records the sources that failed in this run, and what each peer had reported before. A source may
 * only have been restarted, so each one gets a second try when no other source is left.
 */
public final class FailedSources {
  private static final int MOST_TRIES = 2;

  private final Map<Peer, String> reasons = new LinkedHashMap<>();
  private final Map<Peer, Integer> counts = new LinkedHashMap<>();

  private final Map<Peer, Long> seenKeys = new LinkedHashMap<>();
  private final Set<Peer> emptied = new HashSet<>();
  private final Map<Peer, String> cutOff = new LinkedHashMap<>();
  private Optional<String> last = Optional.empty();
  private boolean syncsBroke;

  public void fail(Peer peer, String why) {
    reasons.put(peer, why);
    last = Optional.of(peer + ": " + why);
    counts.merge(peer, 1, Integer::sum);
  }

  /**
   * Records a failure and allows no second try. Used for a source that a further try would harm, or
   * that would harm this node.
   */
  public void ban(Peer peer, String why) {
    fail(peer, why);
    counts.put(peer, MOST_TRIES);
  }

  /** Records how many keys a peer reported. */
  public void seen(Peer peer, long keys) {
    seenKeys.put(peer, keys);
  }

  /** Returns the number of keys that each peer reported last in this run. */
  public Map<Peer, Long> seenKeys() {
    return seenKeys;
  }

  /** Records that a source lost its data in this run: what it holds now is no measure. */
  public void emptied(Peer peer) {
    emptied.add(peer);
  }

  /** Returns whether this source lost its data in this run. */
  public boolean isEmptied(Peer peer) {
    return emptied.contains(peer);
  }

  /**
   * Records that the syncs of a source did not arrive.
   *
   * @return whether the syncs of another source had not arrived either
   */
  public boolean syncsBrokeBefore() {
    boolean before = syncsBroke;
    syncsBroke = true;
    return before;
  }

  /**
   * Records a source that does not receive the writes of the cluster. The record stays for the rest
   * of the run.
   *
   * @return whether this was not recorded before
   */
  public boolean cutOff(Peer peer, String why) {
    return cutOff.put(peer, why) == null;
  }

  /** Returns why the copy of this source may lack writes of the cluster; empty if it lacks none. */
  public Optional<String> cutOff(Peer peer) {
    return Optional.ofNullable(cutOff.get(peer));
  }

  /** Returns the sources that must not be tried now, each with the reason. */
  public Map<Peer, String> reasons() {
    return new LinkedHashMap<>(reasons);
  }

  /**
   * Makes the sources that have a try left available again.
   *
   * @return whether there is such a source
   */
  public boolean forgive() {
    return reasons.keySet().removeIf(p -> counts.get(p) < MOST_TRIES);
  }

  /**
   * Returns how the last source failed, even if it has become available again; empty if none
   * failed.
   */
  public Optional<String> last() {
    return last;
  }
}
