// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.dynomite.standin;

import io.dynowarmup.it.dynomite.Freezer;
import io.dynowarmup.it.dynomite.Journal;
import io.dynowarmup.it.dynomite.NodeSettings;
import io.dynowarmup.it.dynomite.NodeSpec;
import io.dynowarmup.it.dynomite.Seed;
import io.dynowarmup.it.dynomite.standin.link.ConnectionPool;
import io.dynowarmup.it.dynomite.standin.link.EventLoop;
import io.dynowarmup.it.dynomite.standin.link.Listener;
import io.dynowarmup.it.dynomite.standin.link.OutboundLink;
import io.dynowarmup.it.dynomite.standin.link.PeerLink;
import io.dynowarmup.it.dynomite.standin.link.StorageLink;
import io.dynowarmup.it.time.Clock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** One run of a stand-in, from its start to its stop. */
final class StandInCore implements EventLoop.Each {
  private static final long LONGEST_STORAGE_WAIT_SECONDS = 10;
  private static final long LONGEST_PEER_WAIT_SECONDS = 10;
  private static final long JOIN_MILLIS = 5_000;
  // The time between the first and the last open port of a real Dynomite.
  private static final long BOOT_NANOS = 1_000_000;

  private final NodeSpec spec;
  private final Journal journal;
  private final StateHolder state = new StateHolder();
  private final Counters counters = new Counters();
  private final EventLoop loop;
  private final ConnectionPool<StorageLink> storage;
  private final LocalRedis redis;
  private final Router router;
  private final List<ConnectionPool<? extends OutboundLink>> pools = new ArrayList<>();
  private final Boot boot = new Boot(this::crash);
  private final AdminPort admin;
  private Thread loopThread;
  private Thread adminThread;

  StandInCore(NodeSpec spec, Journal journal, Freezer freezer) {
    this.spec = spec;
    this.journal = journal;
    NodeSettings settings = spec.settings();
    loop = new EventLoop(freezer, this);
    storage =
        new ConnectionPool<>(
            loop,
            spec.redis(),
            settings.datastoreConnections(),
            LONGEST_STORAGE_WAIT_SECONDS,
            (channel, pool) ->
                new StorageLink(loop, channel, pool, settings.redisPassword(), this::countLost),
            journal::line);
    redis = new LocalRedis(storage, state, counters, settings.timeoutMillis());
    router = new Router(spec, redis, counters);
    pools.add(storage);
    spec.seeds().forEach(this::addPeer);
    admin = new AdminPort(spec.admin(), new AdminAnswers(spec, state, counters, boot), freezer);
  }

  private void countLost(boolean endOfStream) {
    counters.add(endOfStream ? Counter.SERVER_EOF : Counter.SERVER_ERR, 1);
  }

  private void addPeer(Seed seed) {
    NodeSettings settings = spec.settings();
    boolean sameDc = seed.dc().equals(spec.dc());
    ConnectionPool<PeerLink> pool =
        new ConnectionPool<>(
            loop,
            new InetSocketAddress(seed.host(), seed.port()),
            sameDc ? settings.localPeerConnections() : settings.remotePeerConnections(),
            LONGEST_PEER_WAIT_SECONDS,
            (channel, made) -> new PeerLink(loop, channel, made, seed),
            journal::line);
    pools.add(pool);
    router.add(RemotePeer.of(seed, pool, sameDc, settings.timeoutMillis()));
  }

  /**
   * Starts the node. Returns when all ports accept connections. As in the real Dynomite, the admin
   * port opens first.
   *
   * @throws IllegalStateException if a request to the admin port came too early and crashed the
   *     node
   */
  void start() {
    adminThread = daemon(admin::run, "admin");
    Clock.pass(BOOT_NANOS);
    boot.contextIsThere();
    Listener.open(loop, spec.client(), channel -> new ClientLink(loop, channel, router, counters));
    Listener.open(
        loop,
        spec.dyn(),
        channel -> new PeerClientLink(loop, channel, redis, router, counters, this::resetToNormal));
    loop.after(0, () -> pools.forEach(ConnectionPool::connect));
    if (spec.settings().gossip()) {
      loop.after(spec.settings().gossipIntervalMillis(), this::gossip);
    }
    state.set(State.JOINING);
    boot.peersAreThere();
    loopThread = daemon(this::loop, "loop");
    if (!spec.settings().gossip()) {
      state.set(State.NORMAL);
    }
    if (boot.hasCrashed()) {
      stop();
      throw new IllegalStateException(
          "signal 11 (SIGSEGV): the admin port of " + spec.host() + " was asked during the start");
    }
  }

  /** Simulates the segmentation fault. Called on the admin port's thread. */
  private void crash() {
    journal.line("signal 11 (SIGSEGV) received");
    admin.close();
    loop.stop();
  }

  private Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, "dynomite " + spec.host() + " " + name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private void loop() {
    try {
      loop.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (RuntimeException e) {
      journal.line("died of " + e);
      throw e;
    }
  }

  private void gossip() {
    resetToNormal();
    loop.after(spec.settings().gossipIntervalMillis(), this::gossip);
  }

  void resetToNormal() {
    journal.line("gossip: " + state.get() + " -> NORMAL");
    state.set(State.NORMAL);
  }

  boolean isAlive() {
    return loopThread != null && loopThread.isAlive() && !boot.hasCrashed();
  }

  /** Stops the node. All sockets are closed when this returns. */
  void stop() {
    admin.close();
    loop.stop();
    try {
      loopThread.join(JOIN_MILLIS);
      adminThread.join(JOIN_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (loopThread.isAlive()) {
      throw new IllegalStateException("The loop of " + spec.host() + " did not end within 5 s");
    }
  }

  @Override
  public long expire(long nowNanos) {
    long next = Long.MAX_VALUE;
    for (ConnectionPool<? extends OutboundLink> pool : pools) {
      next = Math.min(next, pool.expire(nowNanos));
    }
    return next;
  }

  @Override
  public void roundDone() {
    counters.handOver();
  }
}
