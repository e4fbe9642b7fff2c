// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.state;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class CheckpointFileTest {
  private static final Endpoint SOURCE = new Endpoint("10.0.0.2", 22122);
  private static final Endpoint ANOTHER = new Endpoint("10.0.0.3", 22122);
  private static final byte[] NOTE = {7, 0, -1, 13};

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private Path state;
  private Path file;

  @Before
  public void kept() {
    state = folder.getRoot().toPath().resolve("state");
    file = folder.getRoot().toPath().resolve("state.cursor");
    new CheckpointFile(state).keep(facts(SOURCE, "abc", 1_000_000), NOTE);
  }

  private static CheckpointFile.Facts facts(Endpoint source, String runId, long born) {
    return new CheckpointFile.Facts(source, runId, born);
  }

  private String adopt(CheckpointFile.Facts now) {
    CheckpointFile next = new CheckpointFile(state);
    Optional<String> whyNot = next.adopt(now);
    assertEquals(whyNot.toString(), !whyNot.isPresent(), next.take().isPresent());
    return whyNot.orElse("");
  }

  @Test
  public void whatWasNotedIsReadOnceByTheNextProcess() {
    CheckpointFile next = new CheckpointFile(state);
    // Dynomite counts its uptime in whole seconds.
    assertEquals(Optional.empty(), next.adopt(facts(SOURCE, "abc", 1_000_999)));
    next.beginWith(SOURCE);
    assertArrayEquals(NOTE, next.take().orElse(null));
    assertFalse(next.take().isPresent());
  }

  @Test
  public void itIsOfOneSourceOneRedisAndOneDynomite() {
    assertEquals("its source was 10.0.0.2:22122", adopt(facts(ANOTHER, "abc", 1_000_000)));
    assertEquals("the local Redis was restarted", adopt(facts(SOURCE, "xyz", 1_000_000)));
    assertEquals("the local Redis was restarted", adopt(facts(SOURCE, "", 1_000_000)));
    assertEquals("Dynomite was restarted", adopt(facts(SOURCE, "abc", 1_003_000)));
  }

  @Test
  public void aTransferFromAnotherSourceForgetsIt() {
    CheckpointFile next = new CheckpointFile(state);
    assertEquals(Optional.empty(), next.adopt(facts(SOURCE, "abc", 1_000_000)));
    next.beginWith(ANOTHER);
    assertFalse(next.take().isPresent());
    assertEquals("no checkpoint was written", adopt(facts(SOURCE, "abc", 1_000_000)));
  }

  @Test
  public void eachBitThatIsAnotherAndEachEndThatIsMissingIsSeen() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    for (int i = 0; i < whole.length; i++) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] damaged = whole.clone();
        damaged[i] ^= (byte) (1 << bit);
        assertDamaged(damaged);
      }
      assertDamaged(Arrays.copyOf(whole, i));
    }
  }

  private void assertDamaged(byte[] content) throws IOException {
    Files.write(file, content);
    String whyNot = adopt(facts(SOURCE, "abc", 1_000_000));
    assertTrue(whyNot, whyNot.contains("is damaged"));
  }
}
