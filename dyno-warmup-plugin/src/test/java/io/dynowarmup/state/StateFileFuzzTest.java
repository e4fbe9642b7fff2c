// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.state;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.RunRecord;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.api.WarmupRequest.Trigger;
import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.engine.start.Recovery;
import io.dynowarmup.fakes.MemoryFolder;
import io.dynowarmup.fuzz.Fuzz;
import io.dynowarmup.fuzz.Mutation;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.spi.SourcePin;
import io.dynowarmup.time.Moment;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/**
 * A damaged state file is treated as absent, or only its readable part is used. It never ends the
 * program.
 */
public class StateFileFuzzTest {
  private static final long NOW = 1_700_000_000_000L;
  private static final String[] WORDS = {
    "run.source=",
    "run.source=10.0.0.2:22122",
    "run.source=:::",
    "run.source=[::1]:1",
    "run.phase=HAND_OVER",
    "run.phase=",
    "run.phase.since.epoch.msec=",
    "run.ending=WARMED",
    "run.started.epoch.msec=",
    "run.redis.run_id=abc",
    "warm.run_id=none",
    "history.1=",
    "run.setting.masterauth=",
    "run.setting.=",
    "history.2=1\tSTARTUP\t1\t2\tWARMED",
    "\\u00",
    "\\",
    "\\uD800",
    "=",
    ":",
    "#",
    "!",
    "\t",
    "\u0000"
  };

  @Rule public final TemporaryFolder folder = MemoryFolder.create();

  private String real(WarmupPhase phase) throws Exception {
    Path path = new File(folder.getRoot(), "real").toPath();
    Files.deleteIfExists(path);
    StateFile file = StateFile.open(path);
    file.recordWarm("0123456789abcdef0123456789abcdef01234567", Arrays.asList(1L, 4294967295L));
    file.standby(true);
    file.source(
        new Endpoint("10.0.0.2", 22122),
        new SourcePin("s", "r", "i", 5),
        "abc",
        new Moment(NOW - 5_000, 1),
        false);
    file.phase(phase, new Moment(NOW - 500, 1));
    file.ending(WarmupOutcome.WARMED);
    file.settings().record("repl-diskless-load", "disabled");
    RunRecord run =
        new RunRecord.Builder()
            .runId("1")
            .outcome(WarmupOutcome.WARMED)
            .trigger(Trigger.STARTUP)
            .startedEpochMillis(NOW - 9_000)
            .elapsedMillis(5_000)
            .source("10.0.0.2:22122")
            .strategy("replication")
            .bytes(1_000)
            .keys(10)
            .writesOnlyMillis(12)
            .reason("")
            .build();
    file.history(Arrays.asList(run, run, run));
    return new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
  }

  @Test
  public void aDamagedStateFileIsReadAsFarAsItGoes() throws Exception {
    List<String> samples =
        Arrays.asList(
            real(WarmupPhase.TRANSFER), real(WarmupPhase.HAND_OVER), real(WarmupPhase.RESTORE));
    Path path = new File(folder.getRoot(), "state").toPath();
    Fuzz.run(
        "state file",
        Mutation.ofTexts(samples, WORDS),
        (input, random) -> {
          Files.write(path, input);
          StateFile file = StateFile.open(path);
          read(file);
          recover(file, random);
          if (random.nextInt(50) == 0) {
            written(file, path);
          }
        });
  }

  @Test
  public void whatIsNoFileCountsAsNone() {
    StateFile file = StateFile.open(folder.getRoot().toPath());
    assertEquals(Optional.empty(), file.warmRunId());
    assertEquals(Optional.empty(), file.unfinished());
  }

  /** Half of a surrogate pair can be read as an escape but not written again. */
  @Test
  public void whatCouldNotBeWrittenAgainCountsAsNone() throws Exception {
    Path path = new File(folder.getRoot(), "surrogate").toPath();
    Files.write(path, "run.redis.run_id=\\uD800\n".getBytes(StandardCharsets.UTF_8));
    written(StateFile.open(path), path);
  }

  private static void read(StateFile file) {
    assertTrue(file.history().size() <= RunHistory.MOST);
    assertNotNull(file.settings().all());
    file.warmTokens().forEach(t -> assertTrue("token " + t, t >= 0));
    file.warmRunId().ifPresent(id -> assertTrue(!id.isEmpty()));
    file.unfinished().ifPresent(u -> assertTrue(u.toString(), u.phaseSince().epochMillis() >= 0));
  }

  private static void recover(StateFile file, Random random) {
    DynomiteState[] states = DynomiteState.values();
    RedisInfo redis =
        RedisInfo.parse(
            random.nextBoolean()
                ? "role:master\nrun_id:abc\nloading:0\ndb0:keys=7\n"
                : "role:slave\nmaster_host:10.0.0.2\nmaster_port:22122\nrun_id:abc\n");
    Recovery.Found found =
        new Recovery.Found(
            redis,
            states[random.nextInt(states.length)],
            OptionalLong.of(3_600_000),
            new Moment(NOW, 2));
    assertNotNull(Recovery.action(file.unfinished(), found, 300_000));
    Recovery.foreign(file.unfinished(), redis.replication());
    file.unfinished()
        .ifPresent(
            u -> {
              long left = Recovery.budgetLeft(u, 900_000, new Moment(NOW, 2));
              assertTrue("budget " + left, left >= 0 && left <= 900_000);
            });
  }

  /** Checks that new content can be written over the file and read again. */
  private static void written(StateFile file, Path path) {
    file.recordWarm("new", Arrays.asList(7L));
    assertEquals(Optional.of("new"), StateFile.open(path).warmRunId());
    assertEquals(Arrays.asList(7L), StateFile.open(path).warmTokens());
  }
}
