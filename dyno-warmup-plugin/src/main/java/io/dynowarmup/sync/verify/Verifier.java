// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync.verify;

import io.dynowarmup.api.Peer;
import io.dynowarmup.api.PeerComparison;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.redis.RedisData;
import io.dynowarmup.sync.Comparison;
import io.dynowarmup.sync.FunctionLibraries;
import io.dynowarmup.sync.RedisPair;
import io.dynowarmup.sync.pass.FullPass;
import io.dynowarmup.sync.pass.SyncPass;
import io.dynowarmup.time.CancelSignal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/** Compares this node with several peers, one after the other. */
public final class Verifier {
  private final VerificationTargets nodes;

  public Verifier(VerificationTargets nodes) {
    this.nodes = nodes;
  }

  /**
   * Compares this node with the peers.
   *
   * @param sampleKeys number of keys to compare with each peer; 0 for all keys
   * @param progress receives the results so far after every change
   */
  public void compare(
      List<Peer> peers,
      long sampleKeys,
      CancelSignal cancel,
      Consumer<List<PeerComparison>> progress)
      throws InterruptedException {
    compare(peers, sampleKeys, peer -> (database, key) -> {}, cancel, progress);
  }

  /**
   * Compares this node with the peers.
   *
   * @param found returns for each peer the receiver of its mismatches
   * @return one result for each peer, unless the comparison was ended early
   */
  List<PeerComparison> compare(
      List<Peer> peers,
      long sampleKeys,
      Function<Peer, BiConsumer<Integer, byte[]>> found,
      CancelSignal cancel,
      Consumer<List<PeerComparison>> progress)
      throws InterruptedException {
    List<PeerComparison> done = new ArrayList<>();
    for (Peer peer : peers) {
      if (cancel.isCancelled()) {
        break;
      }
      Tally tally = new Tally(peer, found.apply(peer));
      done.add(compare(peer, tally, sampleKeys, cancel, c -> progress.accept(and(done, c))));
      progress.accept(done);
    }
    return done;
  }

  private PeerComparison compare(
      Peer peer, Tally tally, long sampleKeys, CancelSignal cancel, Consumer<PeerComparison> each)
      throws InterruptedException {
    try (RedisData here = nodes.here(cancel);
        RedisData there = nodes.at(peer, cancel)) {
      compareLibraries(tally, here, there);
      tally.expect(expected(here, there, sampleKeys));
      RedisPair sides = new RedisPair(here, there, nodes.throttle(cancel));
      Comparison comparison =
          new Comparison(sides, nodes.settleMillis(), new MismatchCounter(sides, tally));
      SyncPass pass =
          sampleKeys > 0
              ? new RandomKeysPass(sides, comparison, sampleKeys)
              : new FullPass(sides, comparison);
      compare(sides, comparison, pass, () -> each.accept(tally.result("")));
      return tally.result(String.join("; ", sides.leftOut().sentences()));
    } catch (WarmupException e) {
      return tally.result(e.getMessage());
    }
  }

  /** Returns about how many keys the comparison of the two sides compares. */
  private static long expected(RedisData here, RedisData there, long sampleKeys) {
    if (sampleKeys > 0) {
      return Math.min(sampleKeys / 2, here.size()) + Math.min(sampleKeys / 2, there.size());
    }
    return Math.max(keys(here), keys(there));
  }

  private static long keys(RedisData side) {
    long keys = 0;
    for (int database : side.databases()) {
      side.select(database);
      keys += side.size();
    }
    side.select(0);
    return keys;
  }

  private static void compare(
      RedisPair sides, Comparison comparison, SyncPass pass, Runnable progress)
      throws InterruptedException {
    LoadProbe load = new LoadProbe(sides, comparison);
    try {
      do {
        load.probe();
        progress.run();
      } while (!sides.throttle().cancelled() && pass.step());
    } catch (WarmupException e) {
      try {
        comparison.finish();
      } catch (WarmupException another) {
        e.addSuppressed(another);
      }
      throw e;
    }
  }

  private static void compareLibraries(Tally tally, RedisData here, RedisData there) {
    try {
      tally.libraries(FunctionLibraries.of(here, there));
    } catch (WarmupException e) {
      if (!e.reason().isRejected()) {
        throw e;
      }
      tally.example("function libraries were not compared: " + e.getMessage());
    }
  }

  private static List<PeerComparison> and(List<PeerComparison> done, PeerComparison more) {
    List<PeerComparison> all = new ArrayList<>(done);
    all.add(more);
    return all;
  }
}
