// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.decision;

import io.dynowarmup.api.Peer;
import io.dynowarmup.redis.info.KeyShare;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.source.Candidate;
import io.dynowarmup.source.SourceSample;
import io.dynowarmup.spi.SourcePin;
import io.dynowarmup.state.StateFile;
import io.dynowarmup.unit.Units;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Holds the sources that a run has used, each with its state at the time it was chosen. Several
 * threads may look sources up.
 */
public final class PinnedSources {
  private final Map<Peer, SourcePin> pins = Collections.synchronizedMap(new LinkedHashMap<>());
  private final Map<Peer, SourceSample> samples =
      Collections.synchronizedMap(new LinkedHashMap<>());

  /** Records that the source was chosen. A source can be chosen more than once. */
  public void choose(Candidate source) {
    Peer peer = source.peer();
    RedisInfo info = source.facts().info();
    samples.putIfAbsent(peer, SourceSample.of(source));
    SourcePin before = pins.get(peer);
    pins.put(peer, before == null ? SourcePin.of(peer.toString(), info) : before.again(info));
  }

  /** Returns the sample of keys that the source held when it was first chosen. */
  public Optional<SourceSample> sample(Peer peer) {
    return Optional.ofNullable(samples.get(peer));
  }

  /** Takes over the pin that an interrupted run recorded for this source. */
  public void adopt(Peer peer, StateFile state) {
    state.pin(peer.toString()).ifPresent(pin -> pins.put(peer, pin));
  }

  /**
   * Returns the pin of a source. A source without a known state gets an empty pin, which is
   * compared with nothing.
   */
  public SourcePin of(Peer peer) {
    return pins.computeIfAbsent(peer, p -> new SourcePin(p.toString(), "", "", 0));
  }

  /**
   * Returns why a former source of this run cannot be used again; empty if it can.
   *
   * @param info INFO of the source now
   * @param keeps whether this node holds data that came from the source
   */
  public Optional<String> objection(Peer peer, RedisInfo info, boolean keeps) {
    SourcePin pin = pins.get(peer);
    if (pin == null) {
      return Optional.empty();
    }
    long lost = pin.lost(info);
    boolean less = keeps ? pin.isClear(lost) : info.keys() == 0 && !KeyShare.mayPass(pin.most());
    return less
        ? Optional.of(
            "holds "
                + pin.held(info)
                + ", and held "
                + pin.most()
                + " before in this run: it has lost data"
                + (keeps ? ", and this node keeps what it has" : ""))
        : Optional.empty();
  }

  /**
   * Returns how another source of this run held more than twice as many keys as this one when it
   * was chosen; empty if none did. The rest of its keys is then missing here.
   *
   * @param counts whether what another source held says anything: it got the cluster's writes
   */
  public Optional<String> heldMore(Peer source, Predicate<Peer> counts) {
    long most = of(source).most();
    return pins.entrySet().stream()
        .filter(e -> !e.getKey().equals(source) && counts.test(e.getKey()))
        .filter(e -> !KeyShare.mayPass(e.getValue().most()))
        .filter(e -> KeyShare.isLessThanHalf(most, e.getValue().most()))
        .max(Comparator.comparingLong(e -> e.getValue().most()))
        .map(
            e ->
                e.getKey()
                    + " held "
                    + Units.keys(e.getValue().most())
                    + " earlier in this run, and "
                    + source
                    + ", where the data comes from, holds "
                    + most);
  }

  /**
   * Compares what an interrupted run recorded about its source with the state of the source now.
   */
  public static Optional<String> objection(StateFile state, Candidate source, boolean keeps) {
    Peer peer = source.peer();
    PinnedSources pins = new PinnedSources();
    if (state.unfinished().filter(u -> u.source().equals(peer.redis())).isPresent()) {
      pins.adopt(peer, state);
    }
    return pins.objection(peer, source.facts().info(), keeps);
  }
}
