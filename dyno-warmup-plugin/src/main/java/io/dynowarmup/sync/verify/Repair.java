// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync.verify;

import io.dynowarmup.api.Peer;
import io.dynowarmup.api.PeerComparison;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.report.PeerRepair;
import io.dynowarmup.redis.RedisData;
import io.dynowarmup.sync.KeySynchronizer;
import io.dynowarmup.sync.PendingKeys;
import io.dynowarmup.sync.RedisPair;
import io.dynowarmup.sync.SyncCounts;
import io.dynowarmup.sync.WritePolicy;
import io.dynowarmup.sync.digest.Throttle;
import io.dynowarmup.sync.pass.SecondComparison;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.RepeatedCheck;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Compares this node with its peers and repairs it where the right value is certain. With several
 * peers, that is the value that all of them share. With one peer, it is that peer's value, but only
 * if this node's copy is known to be the doubtful one. A repair never writes to a peer.
 */
public final class Repair {
  static final String TWO_RACKS =
      "with one peer it is unknown whose copy is right, except right after this node's own"
          + " warm-up";
  private static final String ONLY_REPORTS =
      "it changes nothing and only reports what differs: "
          + TWO_RACKS
          + ". To take the peer's copy, run 'start --strategy delta --force' on this node. To take"
          + " this node's copy, run it on the peer";

  static final String WRITTEN = "it is being written to";
  static final String ENDED = "the verification ended before";
  static final String TOO_MANY =
      "more than " + PendingKeys.MOST_KEYS + " keys differ: start another repair";

  private static final int MOST_PASSES = 5;

  private final VerificationTargets nodes;
  private final boolean afterOwnWarmup;
  private final boolean deletes;
  private final Function<Peer, Optional<String>> unfit;

  /**
   * Creates a repair.
   *
   * @param afterOwnWarmup whether this node has just been warmed; its copy is then the doubtful one
   * @param deletes whether a key that only this node has may be removed
   * @param unfit returns why a peer's copy does not count at the moment; empty if it counts
   */
  public Repair(
      VerificationTargets nodes,
      boolean afterOwnWarmup,
      boolean deletes,
      Function<Peer, Optional<String>> unfit) {
    this.nodes = nodes;
    this.afterOwnWarmup = afterOwnWarmup;
    this.deletes = deletes;
    this.unfit = unfit;
  }

  /**
   * Returns why a repair will change nothing, and what to do instead. The answer needs no
   * comparison.
   *
   * @return a sentence; empty if keys may be repaired
   */
  public static Optional<String> whyInVain(List<Peer> peers, boolean afterOwnWarmup) {
    return peers.size() == 1 && !afterOwnWarmup ? Optional.of(ONLY_REPORTS) : Optional.empty();
  }

  /**
   * Compares and repairs.
   *
   * @param peers at least one peer
   * @param progress receives the result so far after every change
   */
  public void run(List<Peer> peers, CancelSignal cancel, Consumer<List<PeerComparison>> progress)
      throws InterruptedException {
    Map<Peer, PendingKeys> unequal = new LinkedHashMap<>();
    peers.forEach(peer -> unequal.put(peer, new PendingKeys()));
    List<PeerComparison> found =
        new Verifier(nodes).compare(peers, 0, p -> unequal.get(p)::add, cancel, progress);
    Optional<String> why = cancel.isCancelled() ? Optional.of(ENDED) : whyNot(found);
    if (why.isPresent()) {
      List<PeerComparison> same = new ArrayList<>();
      found.forEach(c -> same.add(c.with(PeerRepair.none(why.get(), c.unequal()))));
      progress.accept(same);
      return;
    }
    Peer first = peers.get(0);
    RepairLog outcomes = new RepairLog();
    LibraryRepair libraries = new LibraryRepair(deletes);
    String broken = repair(peers, unequal.get(first), outcomes, libraries, cancel);
    boolean early = !broken.isEmpty() || cancel.isCancelled();
    RepairReport report = new RepairReport(first, unequal, outcomes, libraries, early ? ENDED : "");
    List<PeerComparison> after = new ArrayList<>();
    for (PeerComparison c : found) {
      PeerComparison one = c.with(report.of(c));
      after.add(broken.isEmpty() ? one : one.brokenOff(broken));
    }
    progress.accept(after);
  }

  private Optional<String> whyNot(List<PeerComparison> found) {
    if (found.size() == 1 && !afterOwnWarmup) {
      return Optional.of(TWO_RACKS);
    }
    for (PeerComparison c : found) {
      Optional<String> why =
          c.problem().isPresent() ? Optional.of("it was not compared") : unfit.apply(c.peer());
      if (why.isPresent()) {
        return Optional.of(c.peer() + ": " + why.get());
      }
    }
    return Optional.empty();
  }

  /**
   * Repairs the keys.
   *
   * @return why the repair broke off; empty if it did not
   */
  private String repair(
      List<Peer> peers,
      PendingKeys keys,
      RepairLog outcomes,
      LibraryRepair libraries,
      CancelSignal cancel)
      throws InterruptedException {
    Map<Peer, RedisData> open = new LinkedHashMap<>();
    try (RedisData here = nodes.here(cancel)) {
      peers.forEach(peer -> open.put(peer, nodes.at(peer, cancel)));
      List<RedisData> others = new ArrayList<>(open.values());
      RedisPair sides = new RedisPair(here, others.remove(0), nodes.throttle(cancel));
      RepeatedCheck serving = serving(peers, sides.throttle());
      WritePolicy policy =
          new RepairPolicy(others, deletes, outcomes)
              .checking(serving)
              .keepingAll(
                  deletes && peers.size() == 1
                      ? nodes.whyNoRemoval(peers.get(0))
                      : Optional.empty());
      KeySynchronizer synchronizer =
          new KeySynchronizer(sides, nodes.settleMillis(), new SyncCounts(), policy);
      passes(sides, synchronizer, keys, outcomes);
      libraries.run(here, open, serving::make);
      return "";
    } catch (WarmupException e) {
      return cancel.isCancelled() ? "" : "the repair: " + e.getMessage();
    } finally {
      open.values().forEach(RedisData::close);
    }
  }

  private RepeatedCheck serving(List<Peer> peers, Throttle throttle) {
    return new RepeatedCheck(
        () -> peers.forEach(nodes::checkServes), throttle.ticker(), nodes.settleMillis());
  }

  /**
   * Compares the moved keys once more, because a write that was on its way may have been applied
   * twice.
   */
  private static void passes(
      RedisPair sides, KeySynchronizer synchronizer, PendingKeys keys, RepairLog outcomes)
      throws InterruptedException {
    PendingKeys list = keys;
    for (int i = 0; i < MOST_PASSES && list.size() > 0; i++) {
      SecondComparison pass = new SecondComparison(sides, synchronizer.comparison(), list);
      boolean more = true;
      while (more && !sides.throttle().cancelled()) {
        more = pass.step();
      }
      if (more) {
        return;
      }
      synchronizer.rest();
      list = synchronizer.again();
      synchronizer.again(new PendingKeys());
    }
    outcomes.say(list, WRITTEN);
  }
}
