// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.host.manager.task;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.fakes.MemoryFolder;
import io.dynowarmup.spi.SourcePin;
import io.dynowarmup.state.StateFile;
import io.dynowarmup.time.Moment;
import java.nio.file.Path;
import java.util.Collections;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** An earlier process of the host has left its node cold. */
public class ResumeAtStartTest {
  @Rule public final TemporaryFolder folder = MemoryFolder.create();

  private final ManagerFixture fixture = new ManagerFixture();
  private Path stateFile;

  @Before
  public void coldNode() {
    stateFile = folder.getRoot().toPath().resolve("state");
    fixture.host.settings.put("dynomitemanager.dyno.warm.state.file", stateFile.toString());
    StateFile.open(stateFile).cold().failed(false);
  }

  @After
  public void close() {
    fixture.close();
  }

  private boolean isPlanned() {
    return fixture.scheduler.tasks.containsKey(StartUpTask.NAME);
  }

  @Test
  public void aRunBeginsBeforeTheHostsServerChangesAnything() {
    new ResumeAtStart(fixture.manager());
    assertTrue(isPlanned());
    assertTrue(fixture.state.suspended);
  }

  /** Records a run that was killed, on a node that counts as warm otherwise. */
  private void killedRun() {
    StateFile state = StateFile.open(stateFile);
    state.recordWarm("run-id", Collections.singletonList(100L));
    state.source(
        new Endpoint("10.0.0.2", 22122),
        new SourcePin("rack2", "r", "i", 5),
        "run-id",
        new Moment(1_000, 1),
        false);
    state.phase(WarmupPhase.TRANSFER, new Moment(2_000, 1));
  }

  @Test
  public void aRunThatWasKilledIsTakenUp() {
    killedRun();
    new ResumeAtStart(fixture.manager());
    assertTrue(isPlanned());
    assertTrue(fixture.state.suspended);
  }

  /** What the run left is cleaned up, and the node is not warmed. */
  @Test
  public void withBootstrapSetToFalseToo() {
    killedRun();
    fixture.host.settings.put("dynomitemanager.dyno.warm.bootstrap", "false");
    new ResumeAtStart(fixture.manager());
    assertTrue(isPlanned());
  }

  @Test
  public void whileRedisIsDownTheHostDecidesFirst() {
    fixture.host.redis = Reason.REFUSED;
    ManagerWarmup manager = fixture.manager();
    new ResumeAtStart(manager);
    assertFalse(isPlanned());
    manager.onStarted();
    assertTrue("the host saw no need", isPlanned());
  }

  @Test
  public void aRunOfTheHostsIsNotBegunTwice() {
    fixture.host.redis = Reason.REFUSED;
    ManagerWarmup manager = fixture.manager();
    new ResumeAtStart(manager);
    manager.startUp();
    fixture.scheduler.tasks.clear();
    manager.onStarted();
    assertFalse(isPlanned());
  }

  @Test
  public void aWarmNodeIsLeftAsItIs() {
    StateFile.open(stateFile).recordWarm("run-id", Collections.singletonList(100L));
    ManagerWarmup manager = fixture.manager();
    new ResumeAtStart(manager);
    manager.onStarted();
    assertFalse(isPlanned());
  }

  @Test
  public void withBootstrapSetToFalseAColdNodeIsLeftAsItIs() {
    fixture.host.settings.put("dynomitemanager.dyno.warm.bootstrap", "false");
    ManagerWarmup manager = fixture.manager();
    new ResumeAtStart(manager);
    manager.onStarted();
    assertFalse(isPlanned());
  }

  @Test
  public void switchedOffNothingBegins() {
    ManagerWarmup manager =
        fixture.manager(Collections.singletonMap("florida.dyno.warm.plugin.enabled", "false"));
    new ResumeAtStart(manager);
    manager.onStarted();
    assertEquals(Collections.emptyMap(), fixture.scheduler.tasks);
  }
}
