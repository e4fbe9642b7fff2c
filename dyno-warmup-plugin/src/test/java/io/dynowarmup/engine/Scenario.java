// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.engine.context.RunContext;
import io.dynowarmup.engine.phase.RunLoop;
import io.dynowarmup.engine.run.Run;
import io.dynowarmup.engine.status.StatusBoard;
import io.dynowarmup.fakes.FakeDynomite;
import io.dynowarmup.fakes.FakeRedis;
import io.dynowarmup.fakes.World;
import io.dynowarmup.fakes.Writers;
import io.dynowarmup.redis.RedisAccess;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.redis.info.NodeRecord;
import io.dynowarmup.redis.info.OwnKeys;
import io.dynowarmup.time.CancelSignal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An empty node with Redis on 22122 in rack r1, and a source with 5,000 keys in rack r2 that
 * clients write to. The runs use the thread of the test.
 */
public final class Scenario {
  public static final long KEYS = 5_000;
  private static final Endpoint CLIENT_PORT = new Endpoint("127.0.0.1", 8102);

  public final World world = new World();
  public final FakeRedis local = world.redis("local", 22122);
  public final FakeRedis source = world.redis("source", 22201).holding(KEYS).upForSeconds(9_000);
  public final FakeDynomite dynomite = world.dynomite(CLIENT_PORT, local);
  public final FakeHost host = new FakeHost(world, dynomite);
  final List<WarmupStatus> seen = new ArrayList<>();
  public StatusBoard board = new StatusBoard(world.time(), this::published);
  public final Path stateFile;
  final Map<WarmupPhase, Runnable> onEntering = new LinkedHashMap<>();
  CancelSignal cancel = new CancelSignal();
  Writers writers;
  private final Map<String, String> settingsBefore;
  private WarmupPhase phase = WarmupPhase.IDLE;

  public Scenario(Path directory) {
    stateFile = directory.resolve("state");
    host.settings.put("state.file", stateFile.toString());
    host.settings.put("redis.port", "22122");
    host.settings.put("dynomite.client.address", CLIENT_PORT.toString());
    host.settings.put("token", "100");
    host.settings.put("rack", "r1");
    host.settings.put("datacenter", "dc");
    host.settings.put("peers", peer("r2", source));
    settingsBefore = new LinkedHashMap<>(local.config);
  }

  /** Nothing listens on port 1, so that no run waits for this peer's Dynomite. */
  static String peer(String rack, FakeRedis redis) {
    return "127.0.0.1:1:" + rack + ":dc:100:" + redis.endpoint().port();
  }

  /** Adds one more peer with the same data. */
  FakeRedis secondSource() {
    FakeRedis second = world.redis("second", 22202).holding(KEYS).upForSeconds(90);
    host.settings.put("peers", peer("r2", source) + " " + peer("r3", second));
    return second;
  }

  /** Writes the record of a node into its Redis. */
  void record(FakeRedis redis, NodeRecord record) {
    try (RedisNode connected = world.connect(redis.endpoint(), RedisAccess.plain(1_000))) {
      connected.exchange(OwnKeys.RECORD, "", record.text(), 0);
    }
  }

  public Scenario with(String key, Object value) {
    host.settings.put(key, String.valueOf(value));
    return this;
  }

  Scenario written(long perSecond, long toSourceMillis, long toLocalMillis) {
    writers = Writers.start(world, source, dynomite, perSecond, toSourceMillis, toLocalMillis);
    return this;
  }

  public Scenario entering(WarmupPhase when, Runnable action) {
    onEntering.put(when, action);
    return this;
  }

  /** Restarts the warm-up process: only its files are left of the old process. */
  public Scenario restarted() {
    world.faults().revive();
    board = new StatusBoard(world.time(), this::published);
    phase = WarmupPhase.IDLE;
    cancel = new CancelSignal();
    seen.clear();
    return this;
  }

  private void published(WarmupStatus status) {
    seen.add(status);
    if (status.phase() != phase) {
      phase = status.phase();
      Runnable action = onEntering.remove(phase);
      if (action != null) {
        action.run();
      }
    }
  }

  /** Executes a start-up run from start to end. */
  public WarmupStatus run() {
    return run(WarmupRequest.atStartup());
  }

  public WarmupStatus run(WarmupRequest request) {
    board.begin("1", request);
    new RunLoop(new Run(new RunContext(request, host, board, cancel))).run();
    return board.now();
  }

  /** Returns the phases in the order in which the run entered them. */
  List<WarmupPhase> phases() {
    List<WarmupPhase> phases = new ArrayList<>();
    for (WarmupStatus s : seen) {
      if (phases.isEmpty() || phases.get(phases.size() - 1) != s.phase()) {
        phases.add(s.phase());
      }
    }
    return phases;
  }

  /** Checks what holds after every run, whatever failed in it. */
  public void assertRestored() {
    WarmupStatus end = board.now();
    assertFalse("it ends", end.running());
    assertTrue("it has an outcome", end.outcome().isPresent());
    if (local.down) {
      return;
    }
    assertTrue("Redis is a master: " + end.reason(), local.isMaster());
    assertEquals("the settings are as before", settingsBefore, local.config);
    if (!dynomite.dead) {
      assertEquals("Dynomite serves: " + end.reason(), DynomiteState.NORMAL, dynomite.current());
      assertEquals("nothing is left in Dynomite's queue", 0, dynomite.queued());
    }
    if (end.outcome().get() == WarmupOutcome.WARMED) {
      assertTrue("WARMED only by a barrier that held", end.handOver().held());
      assertNothingMissing();
    }
  }

  /** Checks that every write that reached the source is here once pending writes have arrived. */
  void assertNothingMissing() {
    if (writers != null) {
      writers.stop();
    }
    world.advance(2_000);
    assertEquals("the bulk is here", source.bulk(), local.bulk());
    BitSet missing = (BitSet) source.writes().clone();
    missing.andNot(local.writes());
    assertEquals(
        "writes that are missing here, from " + missing.nextSetBit(0) + " on",
        0,
        missing.cardinality());
  }
}
