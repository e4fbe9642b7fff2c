// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.decision;

import io.dynowarmup.api.Peer;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.source.Candidate;
import io.dynowarmup.source.Warmth;
import io.dynowarmup.spi.RemovalLimit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether the source may decide what this node holds. A copy that is cold itself may not: from it
 * come the keys that are missing here, nothing is removed or overwritten, and the outcome asks the
 * person who knows.
 */
public final class SourceAuthority {
  private final Map<Peer, String> united = new LinkedHashMap<>();
  private final List<Peer> witnesses = new ArrayList<>();
  private boolean union;
  private String question = "";
  private boolean unproven;

  /** Whether a person has named the source, or forces the run. */
  public static boolean decided(WarmupRequest request, WarmupConfig config) {
    return !request.source().isEmpty() || config.force();
  }

  /**
   * The source is chosen.
   *
   * @param keys that this node holds and may not lose
   * @param others of all candidates
   * @param youngSeconds see {@link Candidate#warmth}
   */
  public void choose(
      Candidate source, List<Candidate> others, long keys, RedisInfo local, long youngSeconds) {
    Warmth warmth = source.warmth(youngSeconds);
    witnesses.clear();
    others.stream()
        .filter(c -> c != source && healthy(c, youngSeconds))
        .forEach(c -> witnesses.add(c.peer()));
    union = warmth != Warmth.AUTHORITY && keys > 0;
    unproven = false;
    if (union) {
      question = manyCopies(source, others, keys, local, youngSeconds);
    } else if (asks(source, warmth, others, youngSeconds)) {
      question = oneCopy(source, warmth);
    } else {
      unproven = !source.unproven().isEmpty();
      question = unproven ? unproven(source) : "";
    }
  }

  private static String unproven(Candidate source) {
    return "all keys of "
        + source.peer()
        + " are here, but that Redis "
        + source.unproven()
        + "; check what runs there; if it is the right one, run with "
        + named(source);
  }

  /** Whether the question is only whether the source is of this cluster. */
  public boolean unproven() {
    return unproven;
  }

  /** Its Dynomite has come up meanwhile. */
  public void proven() {
    unproven = false;
    question = "";
  }

  private static boolean healthy(Candidate c, long youngSeconds) {
    return c.facts().answered()
        && c.facts().isMaster()
        && !c.facts().loading()
        && c.eligible()
        && c.warmth(youngSeconds) == Warmth.AUTHORITY;
  }

  /** Other peers whose copies count: they are asked before a key is removed. */
  public List<Peer> witnesses() {
    return witnesses;
  }

  /** What a comparison with that source keeps, because no other copy can be asked about it. */
  public Optional<String> unasked(Candidate source, long keysHere) {
    long there = source.facts().keys();
    return witnesses.isEmpty() && keysHere > 0 && RemovalLimit.of(keysHere, there) == 0
        ? Optional.of(
            "the run would end PARTIAL: "
                + source.peer()
                + " has "
                + (keysHere - there)
                + " keys fewer than this node, and no other peer can be asked about them: they stay"
                + " here; name the right copy with --source")
        : Optional.empty();
  }

  /** The only copy that came back whole is all there is; of several nobody knows which is right. */
  private static boolean asks(
      Candidate source, Warmth warmth, List<Candidate> others, long youngSeconds) {
    boolean several =
        others.stream()
            .anyMatch(
                c ->
                    c != source
                        && c.facts().keys() > 0
                        && c.warmth(youngSeconds) != Warmth.AUTHORITY);
    return warmth == Warmth.COLD
        || warmth == Warmth.WARMING
        || (warmth == Warmth.RESTARTED && several);
  }

  private static String oneCopy(Candidate source, Warmth warmth) {
    return "all keys of "
        + source.peer()
        + " are here, but that node "
        + warmth.text()
        + "; if its copy is the right one, run with "
        + named(source);
  }

  private static String manyCopies(
      Candidate source, List<Candidate> others, long keys, RedisInfo local, long youngSeconds) {
    StringBuilder text = new StringBuilder("no copy of this node's data is known to be right: ");
    text.append("this node holds ").append(keys).append(" keys (");
    text.append(local.getLong("aof_enabled", 0) != 0 ? "AOF" : "no AOF").append(", up ");
    text.append(local.getLong("uptime_in_seconds", 0)).append(" s)");
    for (Candidate c : others) {
      Warmth warmth = c.warmth(youngSeconds);
      if (c.facts().answered() && c.facts().keys() > 0 && warmth != Warmth.AUTHORITY) {
        text.append("; ").append(c.peer()).append(" holds ").append(c.facts().keys());
        text.append(" keys, is up ").append(c.facts().uptimeSeconds()).append(" s and ");
        text.append(warmth.text());
      }
    }
    return text.append("; keys that only the other copies had were fetched, nothing was removed or")
        .append(" overwritten here. Decide whose copy is right: run here with ")
        .append(named(source))
        .append(" to take that copy, or there with --source and this node's rack to take this one")
        .toString();
  }

  private static String named(Candidate source) {
    String rack = source.peer().rack();
    return "--source " + (rack.isEmpty() ? source.peer().redis().toString() : rack);
  }

  /** Whether keys only arrive. */
  public boolean union() {
    return union;
  }

  /** What a person has to decide; empty when nothing is open. */
  public String question() {
    return question;
  }

  /** All that this copy has is here; the next one may have more. */
  public void unitedWith(Peer peer) {
    united.put(peer, "its keys are here already");
  }

  /** Those that there is nothing to be had from any more. */
  public Map<Peer, String> united() {
    return united;
  }
}
