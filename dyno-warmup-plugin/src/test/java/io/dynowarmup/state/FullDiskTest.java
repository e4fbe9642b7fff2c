// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.state;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.fakes.MemoryFolder;
import io.dynowarmup.spi.SourcePin;
import io.dynowarmup.time.Moment;
import java.nio.file.Path;
import java.util.Collections;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** A state file that could be written when a run began, and cannot be at its end. */
public class FullDiskTest {
  @Rule public final TemporaryFolder folder = MemoryFolder.create();
  private Path path;
  private StateFile file;

  @Before
  public void aRunHasBegun() {
    path = folder.getRoot().toPath().resolve("state");
    file = StateFile.open(path);
    file.source(
        new Endpoint("10.0.0.2", 22122),
        new SourcePin("10.0.0.2:22122", "run", "replid", 20_000),
        "local",
        new Moment(1, 1),
        false);
    assertTrue(StateFile.open(path).unfinished().isPresent());
  }

  /** From here on each write fails: UTF-8 cannot encode half of a pair. */
  private void writesFail() {
    file.notOnDisk("\ud800");
  }

  @Test
  public void aRunThatHasEndedWarmedIsNotTakenForInterrupted() {
    writesFail();
    assertTrue("a run that is killed now", StateFile.open(path).unfinished().isPresent());

    file.recordWarm("local", Collections.emptyList());
    file.finished();

    assertFalse(StateFile.open(path).unfinished().isPresent());
  }

  /** Without its file a cold node would be taken for warm, because it serves. */
  @Test
  public void aNodeThatWasLeftColdStaysCold() {
    writesFail();

    file.finished();

    assertTrue(StateFile.open(path).leftCold());
  }

  @Test
  public void whatHasToBeRestoredIsKept() {
    file.settings().record("masteruser", "");
    writesFail();

    file.finished();

    assertEquals(Collections.singletonMap("masteruser", ""), StateFile.open(path).settings().all());
  }
}
