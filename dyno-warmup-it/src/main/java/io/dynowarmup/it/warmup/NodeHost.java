// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import com.netflix.archaius.api.Config;
import io.dynowarmup.api.Endpoint;
import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.dynomite.DynomiteAdmin;
import io.dynowarmup.dynomite.DynomiteProcess;
import io.dynowarmup.host.standalone.StandaloneHost;
import io.dynowarmup.it.dynomite.DynomiteNode;
import io.dynowarmup.node.EngineHost;
import io.dynowarmup.redis.ChangeFeed;
import io.dynowarmup.redis.RedisAccess;
import io.dynowarmup.redis.RedisConnector;
import io.dynowarmup.redis.RedisData;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.redis.stream.ReplicationStream;
import io.dynowarmup.spi.WarmupStrategy;
import io.dynowarmup.time.Pause;
import io.dynowarmup.time.Ticker;
import io.dynowarmup.topology.Topology;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/** The launcher's host, except for Dynomite's process: that is a node of the test's cluster. */
public final class NodeHost implements EngineHost {
  private final EngineHost standalone;
  private final DynomiteProcess process;
  private final Calls calls;
  private final AtomicLong leaptNanos = new AtomicLong();
  private final Ticker ticker =
      new Ticker() {
        @Override
        public long nanos() {
          return standalone.ticker().nanos() + leaptNanos.get();
        }

        @Override
        public long epochMillis() {
          return standalone.ticker().epochMillis();
        }
      };
  private volatile boolean proving = true;

  public NodeHost(Config config, DynomiteProcess process, Calls calls) {
    this.standalone = new StandaloneHost(config);
    this.process = process;
    this.calls = calls;
  }

  void withoutProof() {
    proving = false;
  }

  @Override
  public boolean provesRuns() {
    return proving;
  }

  static DynomiteProcess processOf(DynomiteNode node) {
    return new DynomiteProcess() {
      @Override
      public boolean canStart() {
        return true;
      }

      /** Starts Dynomite. Like a start command, does not wait until it is up. */
      @Override
      public void start() {
        Thread starter = new Thread(() -> startUnlessRunning(node), "start of " + node);
        starter.setDaemon(true);
        starter.start();
      }

      @Override
      public void stop() {
        node.stop();
      }
    };
  }

  private static void startUnlessRunning(DynomiteNode node) {
    synchronized (node) {
      if (!node.isRunning()) {
        node.start();
      }
    }
  }

  @Override
  public WarmupConfig readConfig() {
    return standalone.readConfig();
  }

  @Override
  public Topology readTopology(WarmupConfig config) {
    return standalone.readTopology(config);
  }

  @Override
  public DynomiteAdmin dynomiteAdmin(WarmupConfig config, Topology topology) {
    return calls.listeningTo(
        DynomiteAdmin.class, standalone.dynomiteAdmin(config, topology), Calls.ADMIN);
  }

  @Override
  public DynomiteProcess dynomiteProcess(WarmupConfig config) {
    return process;
  }

  @Override
  public RedisConnector redisConnector() {
    RedisConnector real = standalone.redisConnector();
    return new RedisConnector() {
      @Override
      public RedisNode connect(Endpoint endpoint, RedisAccess access) {
        return calls.listeningTo(
            RedisNode.class, real.connect(endpoint, access), endpoint.toString());
      }

      @Override
      public RedisData data(Endpoint endpoint, RedisAccess access) {
        return calls.listeningTo(RedisData.class, real.data(endpoint, access), endpoint.toString());
      }

      @Override
      public ChangeFeed changes(Endpoint endpoint, RedisAccess access) {
        return calls.listeningTo(
            ChangeFeed.class, real.changes(endpoint, access), endpoint.toString());
      }

      @Override
      public ReplicationStream stream(
          Endpoint endpoint, RedisAccess access, String replid, long offset) {
        return real.stream(endpoint, access, replid, offset);
      }

      @Override
      public ReplicationStream streamOf(
          Map<String, String> announced,
          Endpoint endpoint,
          RedisAccess access,
          String replid,
          long offset) {
        return real.streamOf(announced, endpoint, access, replid, offset);
      }
    };
  }

  @Override
  public List<WarmupStrategy> strategies() {
    return standalone.strategies();
  }

  @Override
  public Ticker ticker() {
    return ticker;
  }

  /** Moves the clock of the warm-up ahead, as if this time had passed. */
  void leap(Duration time) {
    leaptNanos.addAndGet(time.toNanos());
  }

  @Override
  public Pause pause() {
    return standalone.pause();
  }

  @Override
  public Random random() {
    return standalone.random();
  }
}
