// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync.verify;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.Peer;
import io.dynowarmup.api.PeerComparison;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.fakes.FakeData;
import io.dynowarmup.redis.RedisData;
import io.dynowarmup.sync.digest.Throttle;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.ManualTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Holds this node and its peers in memory; a write to a peer fails the test. */
final class MemoryNodes implements VerificationTargets {
  static final long SETTLE_MILLIS = 1_000;

  final ManualTime time = new ManualTime();
  final FakeData here = new FakeData("10.0.0.1");
  final CancelSignal cancel = new CancelSignal();
  final List<List<PeerComparison>> told = new ArrayList<>();
  boolean hangs;
  Optional<String> whyNoRemoval = Optional.empty();
  private final Map<Peer, FakeData> peers = new LinkedHashMap<>();

  MemoryNodes(int count) {
    for (int i = 0; i < count; i++) {
      String host = "10.0.0." + (i + 2);
      FakeData data = new FakeData(host);
      data.readOnly = true;
      peers.put(
          Peer.of(
              new Endpoint(host, 22122),
              new Endpoint(host, 8101),
              "rack" + (i + 2),
              "dc",
              Collections.singletonList(1L)),
          data);
    }
  }

  FakeData peer(int number) {
    return new ArrayList<>(peers.values()).get(number);
  }

  List<Peer> peers() {
    return new ArrayList<>(peers.keySet());
  }

  /** Sets a key on this node and on all peers. */
  MemoryNodes all(String key, String text) {
    here.set(key, text);
    peers.values().forEach(peer -> peer.set(key, text));
    return this;
  }

  @Override
  public RedisData here(CancelSignal signal) {
    return here;
  }

  @Override
  public RedisData at(Peer peer, CancelSignal signal) {
    return peers.get(peer);
  }

  @Override
  public Throttle throttle(CancelSignal signal) {
    return new Throttle(time, time, signal, Integer.MAX_VALUE, Integer.MAX_VALUE);
  }

  @Override
  public long settleMillis() {
    return SETTLE_MILLIS;
  }

  @Override
  public void checkServes(Peer peer) {
    if (hangs) {
      throw new WarmupException(WarmupException.Reason.SOURCE_FAILED, "its Dynomite hangs");
    }
  }

  @Override
  public Optional<String> whyNoRemoval(Peer peer) {
    return whyNoRemoval;
  }

  /**
   * Compares this node with all peers.
   *
   * @param sample number of keys; 0 for all keys
   */
  List<PeerComparison> compare(long sample) throws InterruptedException {
    new Verifier(this).compare(peers(), sample, cancel, found -> told.add(found));
    return told.get(told.size() - 1);
  }
}
