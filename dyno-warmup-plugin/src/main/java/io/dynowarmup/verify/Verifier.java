package io.dynowarmup.verify;

import io.dynowarmup.Peer;
import io.dynowarmup.PeerComparison;
import io.dynowarmup.WarmupException;
import io.dynowarmup.digest.Throttle;
import io.dynowarmup.redis.RedisData;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Pause;
import io.dynowarmup.time.Ticker;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** This node beside several peers, one after the other. */
public final class Verifier {
  private final Supplier<RedisData> local;
  private final Function<Peer, RedisData> remote;
  private final Ticker ticker;
  private final Pause pause;
  private final long keysPerSecond;
  private final long settleMillis;

  /**
   * @param local makes a connection to this node's Redis
   * @param remote makes one to a peer's
   * @param keysPerSecond most keys that are read on either side, 1 and more
   * @param settleMillis between two looks at what is not the same
   */
  public Verifier(
      Supplier<RedisData> local,
      Function<Peer, RedisData> remote,
      Ticker ticker,
      Pause pause,
      long keysPerSecond,
      long settleMillis) {
    this.local = local;
    this.remote = remote;
    this.ticker = ticker;
    this.pause = pause;
    this.keysPerSecond = keysPerSecond;
    this.settleMillis = settleMillis;
  }

  /**
   * @param sampleKeys so many with each peer; 0: all
   * @param progress is told what was found so far, every time that it changes
   */
  public void compare(
      List<Peer> peers,
      long sampleKeys,
      CancelSignal cancel,
      Consumer<List<PeerComparison>> progress)
      throws InterruptedException {
    List<PeerComparison> done = new ArrayList<>();
    for (Peer peer : peers) {
      if (cancel.isCancelled()) {
        return;
      }
      PeerComparison[] last = {new Tally(peer).result("")};
      Consumer<PeerComparison> each =
          c -> {
            last[0] = c;
            progress.accept(and(done, c));
          };
      done.add(compare(peer, sampleKeys, cancel, each, last));
      progress.accept(done);
    }
  }

  private PeerComparison compare(
      Peer peer,
      long sampleKeys,
      CancelSignal cancel,
      Consumer<PeerComparison> each,
      PeerComparison[] last)
      throws InterruptedException {
    try (RedisData here = local.get();
        RedisData there = remote.apply(peer)) {
      Throttle throttle = new Throttle(ticker, pause, cancel, keysPerSecond);
      Comparison comparison = new Comparison(peer, here, there, throttle, settleMillis, each);
      return sampleKeys > 0 ? comparison.sample(sampleKeys) : comparison.full();
    } catch (WarmupException e) {
      return last[0].brokenOff(e.getMessage());
    }
  }

  private static List<PeerComparison> and(List<PeerComparison> done, PeerComparison more) {
    List<PeerComparison> all = new ArrayList<>(done);
    all.add(more);
    return all;
  }
}
