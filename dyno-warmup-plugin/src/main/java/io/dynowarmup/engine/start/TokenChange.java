// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.start;

import io.dynowarmup.api.Peer;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupRequest.Trigger;
import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.engine.decision.RunResult;
import io.dynowarmup.state.StateFile;
import io.dynowarmup.topology.Topology;
import io.dynowarmup.unit.Units;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * Describes a change of the node's tokens: it holds data of other tokens.
 *
 * <p>This data is another node's share of the cluster. Where it happens to belong to this node, it
 * is old. It is replaced, unless it is the only copy: the new token may be a mistake in
 * dynomite.yml.
 */
public final class TokenChange {
  private final List<Long> before;
  private final List<Long> now;
  private final List<Peer> holders;

  private TokenChange(List<Long> before, List<Long> now, List<Peer> holders) {
    this.before = before;
    this.now = now;
    this.holders = holders;
  }

  /**
   * Returns the change; empty if the tokens are the same.
   *
   * @param state records whose data the node last held; empty for a node that never was warm
   */
  public static Optional<TokenChange> of(StateFile state, Topology topology) {
    List<Long> before = state.warmTokens();
    if (before.isEmpty() || new HashSet<>(before).equals(new HashSet<>(topology.tokens()))) {
      return Optional.empty();
    }
    List<Peer> holders = new ArrayList<>();
    for (Peer p : topology.peers()) {
      if (p.tokens().containsAll(before)) {
        holders.add(p);
      }
    }
    return Optional.of(new TokenChange(before, topology.tokens(), holders));
  }

  /**
   * Returns why the node is not warmed.
   *
   * @param keys number of keys that the node holds, more than 0
   * @return empty if the node is warmed and its keys are dropped
   */
  public Optional<RunResult> skip(Trigger trigger, WarmupConfig config, long keys) {
    if (config.force()) {
      return Optional.empty();
    }
    if (trigger == Trigger.STARTUP && !config.bootstrap()) {
      return skipped("bootstrap is false, and " + text(keys) + ": it serves them as they are");
    }
    return holders.isEmpty()
        ? skipped(
            text(keys)
                + ", and no other node is known to hold a copy of them: they are not dropped. "
                + "Restore the old token, or drop them with force=true")
        : Optional.empty();
  }

  private static Optional<RunResult> skipped(String why) {
    return Optional.of(RunResult.skipped(Reason.NOT_ALLOWED, why));
  }

  /** Describes what the node holds, as a sentence without its end. */
  String text(long keys) {
    return "the token of this node was "
        + tokens(before)
        + " and is "
        + tokens(now)
        + " now: its "
        + Units.count(keys, "key belongs", "keys belong")
        + " to another token";
  }

  /** States that the keys are going to be dropped. */
  public String dropped(long keys) {
    return text(keys)
        + " and are replaced"
        + (holders.isEmpty() ? " (force=true)" : "; a copy is on " + holders.get(0));
  }

  private static String tokens(List<Long> tokens) {
    return tokens.size() == 1 ? String.valueOf(tokens.get(0)) : tokens.toString();
  }
}
