// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.decision;

import io.dynowarmup.api.Peer;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.redis.info.RemovalCalls;
import io.dynowarmup.source.Candidate;
import io.dynowarmup.source.rule.LackingKeys;
import io.dynowarmup.source.rule.Warmth;
import io.dynowarmup.spi.RemovalLimit;
import io.dynowarmup.topology.Topology;
import io.dynowarmup.unit.Units;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Decides whether the source may determine what this node holds.
 *
 * <p>A source whose own copy is cold, or whose Dynomite does not serve, may not. The run then only
 * adds the keys that are missing here. It removes and overwrites nothing, and its outcome asks the
 * operator to decide.
 */
public final class SourceAuthority {
  private static final String STAY =
      ", and no other peer can be asked about them: they stay here; name the right copy with"
          + " --source";

  private static final Set<Warmth> WITNESSES =
      EnumSet.of(
          Warmth.AUTHORITY,
          Warmth.INCOMPLETE,
          Warmth.OUT_OF_SERVICE,
          Warmth.NEW,
          Warmth.UNCOMPARED);

  /** Such a copy may lack keys, so a key that it lacks says nothing. */
  private static final Set<Warmth> LACKING =
      EnumSet.of(Warmth.INCOMPLETE, Warmth.NEW, Warmth.UNCOMPARED);

  /** Such a copy may be as complete as this node's, and gets the cluster's writes. */
  private static final Set<Warmth> CONFIRMING =
      EnumSet.of(Warmth.RESTARTED, Warmth.UNCONFIRMED, Warmth.COLD, Warmth.WARMING, Warmth.FIRST);

  private final Map<Peer, String> united = new LinkedHashMap<>();
  private final List<Peer> witnesses = new ArrayList<>();
  private final Set<Peer> asNew = new HashSet<>();
  private final Set<Peer> empty = new HashSet<>();
  private final Set<Peer> agreeing = new HashSet<>();
  private final Set<Peer> absent = new HashSet<>();
  private boolean confirms;
  private boolean unconfirmed;
  private Optional<String> incomplete = Optional.empty();
  private boolean union;
  private Optional<String> question = Optional.empty();
  private boolean unproven;
  private boolean outOfService;
  private boolean decides;
  private Optional<String> lacks = Optional.empty();
  private boolean keepsOwnKeys;
  private Function<Peer, Optional<RemovalCalls>> removals = peer -> Optional.empty();

  /** Returns whether the operator named the source or forces the run. */
  public static boolean decided(WarmupRequest request, WarmupConfig config) {
    return request.source().isPresent() || config.force();
  }

  /**
   * @param calls asks a peer how often it ran commands that remove keys
   */
  public SourceAuthority asking(Function<Peer, Optional<RemovalCalls>> calls) {
    removals = calls;
    return this;
  }

  /**
   * @param wanted whether the run removes no key that is here before it begins. The source was away
   *     when these keys were written, so it says nothing about the source that it lacks them.
   */
  public SourceAuthority keepsOwnKeys(boolean wanted) {
    keepsOwnKeys = wanted;
    return this;
  }

  /**
   * Evaluates a source that has just been chosen.
   *
   * @param others all candidates
   * @param keys number of keys on this node that must not be lost
   */
  public void choose(Candidate source, List<Candidate> others, long keys, RedisInfo local) {
    Warmth warmth = source.warmth();
    witnesses.clear();
    asNew.clear();
    others.stream().filter(c -> LACKING.contains(c.warmth())).forEach(c -> asNew.add(c.peer()));
    others.stream().filter(c -> c != source && healthy(c)).forEach(c -> witnesses.add(c.peer()));
    union = !warmth.decidesValues() && keys > 0;
    incomplete = source.incomplete();
    decides = !union && keys > 0;
    confirms = union && CONFIRMING.contains(warmth) && !source.unproven().isPresent();
    empty.clear();
    others.stream().filter(c -> c.facts().isEmpty()).forEach(c -> empty.add(c.peer()));
    absent.clear();
    others.stream().filter(c -> c.facts().isAbsent()).forEach(c -> absent.add(c.peer()));
    unconfirmed = !union && warmth.isOfRestart() && !absent.isEmpty();
    lacks =
        decides && incomplete.isPresent()
            ? Optional.of(warmth.text())
            : decides && asNew.containsAll(witnesses) && !keepsOwnKeys
                ? LackingKeys.unexplained(source.facts(), keys, removals)
                : Optional.empty();
    unproven = false;
    outOfService = false;
    if (union) {
      question = Optional.of(CopyQuestion.manyCopies(source, others, keys, local));
    } else if (asks(source, warmth, others)
        && (warmth != Warmth.OUT_OF_SERVICE || !source.unproven().isPresent())) {
      outOfService = warmth == Warmth.OUT_OF_SERVICE;
      question = Optional.of(CopyQuestion.oneCopy(source, others));
    } else {
      unproven = source.unproven().isPresent();
      question = source.unproven().map(why -> CopyQuestion.unproven(source, why));
    }
  }

  /** Evaluates the source of one of several parts. A doubt about an earlier part stays. */
  public void chooseForPart(Candidate source, List<Candidate> others, long keys, RedisInfo local) {
    boolean earlier = unconfirmed;
    choose(source, others, keys, local);
    unconfirmed |= earlier;
  }

  /** Returns whether the only open question is whether the source belongs to this cluster. */
  public boolean unproven() {
    return unproven;
  }

  /** Returns whether the only open question is whether the Dynomite of the source serves. */
  public boolean outOfService() {
    return outOfService;
  }

  /** Records that the Dynomite of the source serves by now. */
  public void proven() {
    unproven = false;
    outOfService = false;
    question = Optional.empty();
  }

  private static boolean healthy(Candidate c) {
    return c.facts().answered()
        && c.facts().isMaster()
        && !c.facts().loading()
        && c.eligible()
        && WITNESSES.contains(c.warmth());
  }

  /**
   * Returns the other healthy peers. A run asks them before it removes a key; one that is as new as
   * this node can only say that it has a key.
   */
  public List<Peer> witnesses() {
    return witnesses;
  }

  /**
   * Returns whether the cluster has other copies of this node's data than this one. A peer that is
   * as new as this node has none.
   */
  public boolean otherCopies(Topology topology, Peer source) {
    Set<Peer> all = new HashSet<>(topology.sameTokenPeers(true));
    if (!all.contains(source)) {
      all.addAll(topology.sameTokenPeersElsewhere());
    }
    return all.stream().anyMatch(p -> !p.equals(source) && !asNew.contains(p));
  }

  /**
   * Returns which keys a comparison with this source keeps because no other copy can be asked.
   *
   * @param others whether the cluster has other copies
   */
  public Optional<String> unasked(Candidate source, long keysHere, boolean others) {
    long there = source.facts().keys();
    boolean keeps =
        asNew.containsAll(witnesses)
            && keysHere > 0
            && (others
                ? RemovalLimit.of(keysHere, there) == 0
                : RemovalLimit.ofOnlyCopy(keysHere, there) == 0);
    if (keeps) {
      return Optional.of(
          source.peer() + " has " + Units.keys(keysHere - there) + " fewer than this node" + STAY);
    }
    return lacks.map(why -> source.peer() + " " + why + STAY);
  }

  /**
   * Returns whether the operator has to decide. A single copy that was restored completely is all
   * there is. Among several such copies, it is unknown which one is right.
   */
  private static boolean asks(Candidate source, Warmth warmth, List<Candidate> others) {
    boolean several =
        others.stream()
            .anyMatch(
                c ->
                    c != source
                        && (c.facts().silence().isPresent() && !c.facts().isAbsent()
                            || (c.facts().keys() > 0
                                && c.warmth() != Warmth.AUTHORITY
                                && !c.isSameCopyAs(source))));
    return warmth.isOfRestart() ? several : !warmth.decidesValues();
  }

  /** Returns whether the run only adds keys. */
  public boolean union() {
    return union;
  }

  /** Returns whether the source decides about data of this node that must not be lost. */
  public boolean decides() {
    return decides;
  }

  /**
   * Returns whether the source lacks many keys of this node and nothing explains that. Such a
   * source removes no keys.
   */
  public boolean lacksKeys() {
    return lacks.isPresent();
  }

  /**
   * Records that the source and this node agree in everything. If no copy in the cluster is left
   * that may hold anything else, the copies confirm each other, and no question is open. A copy at
   * whose address nothing runs is not waited for, but leaves a doubt.
   *
   * @return whether they do
   */
  public boolean agreed(Peer source, Topology topology) {
    if (confirms) {
      agreeing.add(source);
    }
    Set<Peer> all = new HashSet<>(topology.sameTokenPeers(true));
    all.addAll(topology.sameTokenPeersElsewhere());
    all.removeAll(empty);
    all.removeAll(agreeing);
    boolean confirmed = confirms && absent.containsAll(all) && topology.otherRings().isEmpty();
    if (confirmed) {
      question = Optional.empty();
      unconfirmed = !all.isEmpty();
    }
    return confirmed;
  }

  /** Returns that the source itself had to leave out data; empty if it did not. */
  public Optional<String> incomplete() {
    return incomplete;
  }

  /**
   * Returns whether the copy of this node depends on copies that were restarted, while nothing ran
   * at the address of another one. That one may be newer.
   */
  public boolean isUnconfirmed() {
    return unconfirmed;
  }

  /** Takes over the question of an interrupted run, and the doubts about its copy. */
  public void adopt(Optional<String> recorded, boolean doubted, Optional<String> lacking) {
    question = recorded;
    unconfirmed = doubted;
    incomplete = lacking;
  }

  /** Returns what the operator has to decide; empty if nothing is open. */
  public Optional<String> question() {
    return question;
  }

  /** Records that all keys of this copy are here. The next copy may hold more. */
  public void unitedWith(Peer peer) {
    united.put(peer, "its keys are here already");
  }

  /** Returns the peers that can contribute no more keys, each with the reason. */
  public Map<Peer, String> united() {
    return united;
  }
}
