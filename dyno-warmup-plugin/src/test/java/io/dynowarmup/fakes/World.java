// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.fakes;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.redis.ChangeFeed;
import io.dynowarmup.redis.RedisAccess;
import io.dynowarmup.redis.RedisConnector;
import io.dynowarmup.redis.RedisData;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.time.ManualTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Holds the servers of one test and the clock that they share. Every call takes some time of that
 * clock. Used by several threads, one call at a time.
 */
public final class World implements RedisConnector {
  private final Set<RedisNode> connections = ConcurrentHashMap.newKeySet();
  private static final long CALL_NANOS = 100_000;
  private static final long TIME_OUT_MILLIS = 2_000;

  private final ManualTime time = new ManualTime();
  private final Faults faults = new Faults();
  private final Map<Endpoint, FakeRedis> redis = new LinkedHashMap<>();
  private final Map<Endpoint, FakeDynomite> dynomites = new LinkedHashMap<>();
  private final List<Runnable> movers = new ArrayList<>();
  private final List<Long> callNanos = new ArrayList<>();

  /** Creates the feeds of changed keys. */
  public Supplier<ChangeFeed> feeds = ChangeFeed::none;

  /** Opens the keys of the servers, for strategies that read them. */
  public Function<Endpoint, RedisData> keys =
      endpoint -> {
        throw new UnsupportedOperationException("no keys at " + endpoint);
      };

  @Override
  public RedisData data(Endpoint endpoint, RedisAccess access) {
    return keys.apply(endpoint);
  }

  public ManualTime time() {
    return time;
  }

  public Faults faults() {
    return faults;
  }

  /** Adds a master without data at this address. */
  public FakeRedis redis(String name, int port) {
    FakeRedis server = new FakeRedis(this, name, new Endpoint("127.0.0.1", port));
    redis.put(server.endpoint(), server);
    return server;
  }

  public FakeDynomite dynomite(Endpoint clientPort, FakeRedis storage) {
    FakeDynomite dynomite = new FakeDynomite(this, storage);
    dynomites.put(clientPort, dynomite);
    return dynomite;
  }

  /** Adds an action that runs whenever the clock advances. */
  void mover(Runnable mover) {
    movers.add(mover);
  }

  FakeRedis at(Endpoint endpoint) {
    return redis.get(endpoint);
  }

  Iterable<FakeRedis> servers() {
    return redis.values();
  }

  /** Returns the open connections to Redis. */
  public Set<RedisNode> connections() {
    return connections;
  }

  @Override
  public RedisNode connect(Endpoint endpoint, RedisAccess access) {
    FakeDynomite dynomite = dynomites.get(endpoint);
    return dynomite == null
        ? new FakeRedisNode(this, endpoint, access)
        : new FakeDynomiteClient(this, endpoint, dynomite);
  }

  @Override
  public ChangeFeed changes(Endpoint endpoint, RedisAccess access) {
    return feeds.get();
  }

  /**
   * Returns when each call was made whose name begins with this text; see {@link Faults#calls()}.
   */
  public synchronized List<Long> callNanos(String beginning) {
    List<Long> nanos = new ArrayList<>();
    for (int i = 0; i < callNanos.size(); i++) {
      if (faults.calls().get(i).startsWith(beginning)) {
        nanos.add(callNanos.get(i));
      }
    }
    return nanos;
  }

  /** Advances the clock and runs everything that is due. */
  public synchronized void advance(long millis) {
    time.advance(millis);
    move();
  }

  synchronized void move() {
    movers.forEach(Runnable::run);
  }

  synchronized <T> T call(String name, Supplier<T> body) {
    Faults.Kind fault = faults.next(name);
    callNanos.add(time.nanos());
    spend(CALL_NANOS);
    move();
    if (fault == Faults.Kind.LOST_ANSWER || fault == Faults.Kind.CLOSED_BUT_PASSED_ON) {
      body.get();
    }
    if (fault == null) {
      return body.get();
    }
    if (fault == Faults.Kind.LOST_ANSWER || fault == Faults.Kind.LOST_COMMAND) {
      spend(TIME_OUT_MILLIS * 1_000_000);
      move();
    }
    throw Faults.exception(fault, name);
  }

  /** Work that several threads do at the same time takes no longer than the work of one. */
  private void spend(long nanos) {
    if (!Thread.currentThread().getName().startsWith("dyno-warmup-probe")) {
      time.advanceNanos(nanos);
    }
  }

  static WarmupException refused(String whom) {
    return new WarmupException(Reason.REFUSED, whom + " refuses the connection");
  }
}
