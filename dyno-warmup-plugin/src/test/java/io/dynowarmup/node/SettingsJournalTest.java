// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.node;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.fakes.FakeRedis;
import io.dynowarmup.fakes.Faults.Kind;
import io.dynowarmup.fakes.MemoryFolder;
import io.dynowarmup.fakes.World;
import io.dynowarmup.redis.RedisAccess;
import io.dynowarmup.state.StateFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class SettingsJournalTest {
  @Rule public final TemporaryFolder folder = MemoryFolder.create();

  private final World world = new World();
  private final FakeRedis redis = world.redis("local", 22122);
  private final Map<String, String> before = new LinkedHashMap<>(redis.config);
  private final List<String> problems = new ArrayList<>();
  private StateFile file;
  private SettingsJournal journal;

  @Before
  public void open() {
    file = StateFile.open(folder.getRoot().toPath().resolve("state"));
    journal = journal();
  }

  private SettingsJournal journal() {
    return new SettingsJournal(world.connect(redis.endpoint(), RedisAccess.plain(1_000)), file);
  }

  private void setThree() {
    journal.set("slave-read-only", "no");
    journal.set("masteruser", "x");
    journal.set("masterauth", "y");
  }

  @Test
  public void restoresEachSettingAlthoughAnotherOneTimesOut() {
    setThree();
    world.faults().fail("CONFIG SET masterauth", Kind.LOST_COMMAND, 1);
    WarmupException e = assertThrows(WarmupException.class, () -> journal.putBack(problems::add));
    assertEquals(Reason.TIME_OUT, e.reason());
    assertEquals("y", redis.config.get("masterauth"));
    assertEquals("", redis.config.get("masteruser"));
    assertEquals("yes", redis.config.get("slave-read-only"));
    assertEquals(Collections.singleton("masterauth"), file.settings().all().keySet());
    assertFalse(journal.areBack());

    journal.putBack(problems::add);
    assertEquals(before, redis.config);
    assertTrue(journal.areBack());
    assertEquals(Collections.emptyList(), problems);
    assertEquals(Collections.emptyMap(), file.settings().all());
  }

  @Test
  public void keepsTheOtherFailuresAsSuppressed() {
    setThree();
    world.faults().fail("CONFIG SET", Kind.LOST_COMMAND, 3);
    WarmupException e = assertThrows(WarmupException.class, () -> journal.putBack(problems::add));
    assertEquals(2, e.getSuppressed().length);
    assertEquals(3, file.settings().all().size());
  }

  @Test
  public void aNewProcessRestoresWhatTheLastOneCouldNot() {
    setThree();
    world.faults().fail("CONFIG SET", Kind.LOST_COMMAND, 1);
    SettingsJournal next = journal();
    assertEquals(1, next.putBackAfterCrash().size());
    assertEquals(Collections.emptyList(), next.putBackAfterCrash());
    assertEquals(before, redis.config);
  }

  /** The link to the source is closed while a sync may break and begin again. */
  @Test
  public void changesASettingAgainWithOneCommand() {
    journal.set("masteruser", "x");
    int calls = world.faults().calls().size();
    journal.set("masteruser", "y");
    assertEquals(
        Arrays.asList("local CONFIG SET masteruser"),
        world.faults().calls().subList(calls, world.faults().calls().size()));
    journal.putBack(problems::add);
    assertEquals(before, redis.config);
  }
}
