// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.supervisor;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.NodeState;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.engine.Scenario;
import io.dynowarmup.engine.WarmupEngine;
import io.dynowarmup.fakes.MemoryFolder;
import io.dynowarmup.redis.RedisProcess;
import java.util.Optional;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.rules.Timeout;

/** A wrong edit of the settings of a node that is watched. The test acts as the timer. */
public class WrongSettingsTest {
  private static final long LIMIT_MILLIS = 20_000;

  @Rule public final TemporaryFolder folder = MemoryFolder.create();
  @Rule public final Timeout limit = Timeout.seconds(60);

  private Scenario s;
  private WarmupEngine engine;
  private NodeSupervisor keeper;
  private int starts;

  @Before
  public void aNodeThatServes() throws Exception {
    s = new Scenario(folder.getRoot().toPath()).with("watch.failures", 1);
    s.host.redisProcess = new Start();
    engine = new WarmupEngine(s.host);
    keeper = new NodeSupervisor(s.host, engine);
    keeper.startUp();
    assertEquals(Optional.of(WarmupOutcome.WARMED), engine.await(LIMIT_MILLIS).outcome());
    check();
    assertState(NodeState.SERVING);
  }

  @After
  public void close() {
    keeper.end();
    engine.close();
    keeper.close();
  }

  private final class Start implements RedisProcess {
    @Override
    public boolean canStart() {
      return true;
    }

    @Override
    public boolean canStop() {
      return false;
    }

    @Override
    public void start() {
      starts++;
      s.local.restart();
    }

    @Override
    public void stop() {
      throw new AssertionError("it cannot be stopped");
    }
  }

  private void check() throws Exception {
    s.world.advance(5_000);
    keeper.check();
  }

  private void assertState(NodeState state) {
    assertEquals(engine.condition().toString(), state, engine.condition().state());
  }

  @Test
  public void theNodeIsStillWhatItIs() throws Exception {
    s.with("poll.msec", "soon");
    check();
    assertState(NodeState.SERVING);
    assertEquals("UP", engine.processes().get(0).state());

    s.local.infoOverrides.put("aof_enabled", "1");
    check();
    s.local.down = true;
    check();
    assertEquals(1, starts);
    engine.await(LIMIT_MILLIS);
    check();
    assertEquals("UP", engine.processes().get(0).state());
    // It has missed writes, and the comparison is refused, as in theNextRunRefusesThem.
    assertState(NodeState.COLD);

    s.dynomite.die();
    check();
    assertState(NodeState.DOWN);
  }

  @Test
  public void theNextRunRefusesThem() throws Exception {
    s.with("poll.msec", "soon");
    check();
    engine.start(WarmupRequest.atStartup());
    WarmupStatus end = engine.await(LIMIT_MILLIS);
    assertEquals(Optional.of(WarmupOutcome.FAILED), end.outcome());
    assertEquals(Optional.of(Reason.BAD_CONFIG), end.reasonCode());
    assertTrue(end.reason(), end.reason().contains("poll.msec=soon"));
    check();
    assertState(NodeState.SERVING);
  }

  @Test
  public void aBrokenDynomiteYmlIsSeenWhileTheNodeServes() throws Exception {
    String broken = "dynomite.yml, line 3: expected a number";
    s.host.topologyFailure = Optional.of(new WarmupException(Reason.FILE, broken));
    check();
    assertState(NodeState.SERVING);
    assertEquals(Optional.of(broken), engine.node().topologyProblem());
    s.host.topologyFailure = Optional.empty();
    check();
    assertEquals(Optional.empty(), engine.node().topologyProblem());
  }

  /** Without dynomite.yml the topology comes from Dynomite itself. */
  @Test
  public void aDynomiteThatDoesNotAnswerIsNoFaultOfTheSettings() throws Exception {
    s.host.topologyFailure =
        Optional.of(new WarmupException(Reason.NO_TOPOLOGY, "/cluster_describe does not answer"));
    check();
    assertState(NodeState.SERVING);
    assertEquals(Optional.empty(), engine.node().topologyProblem());
  }

  @Test
  public void validOnesAreInUseAtTheNextProbe() throws Exception {
    s.with("watch.failures", "some");
    check();
    s.with("watch.failures", 2);
    s.local.infoOverrides.put("aof_enabled", "1");
    check();
    s.local.down = true;
    check();
    assertEquals("one failure is not two", 0, starts);
    check();
    assertEquals(1, starts);
  }
}
