// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.state;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class StopNoteFileTest {
  private static final NodeIdentity NODE = new NodeIdentity("10.0.0.1:22122", "dc/rack1", "7");
  private static final NodeIdentity OTHER = new NodeIdentity("10.0.0.9:22122", "dc/rack2", "7");
  private static final Endpoint RELAY = new Endpoint("127.0.0.1", 4711);

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private Path state;
  private StopNoteFile file;

  @Before
  public void file() {
    state = folder.getRoot().toPath().resolve("state");
    file = new StopNoteFile(state, NODE);
  }

  private static StopNote note() {
    return new StopNote.Builder()
        .source(new Endpoint("10.0.0.2", 22122))
        .replid("0123456789012345678901234567890123456789")
        .offset(123_456_789_012L)
        .redisRunId("run")
        .keys(10)
        .expires(3)
        .epochMillis(1_000)
        .token("token")
        .addDoubtful(new byte[] {0, -1, 10}, new byte[0])
        .build();
  }

  @Test
  public void whatWasWrittenIsRead() throws IOException {
    assertFalse(file.exists());
    file.write(note());
    assertTrue(file.exists());
    StopNote read = new StopNoteFile(state, NODE).read();
    assertEquals(note().toString(), read.toString());
    assertEquals(note().token(), read.token());
    assertEquals(note().expires(), read.expires());
    assertArrayEquals(new byte[] {0, -1, 10}, read.doubtful().get(0));
    assertArrayEquals(new byte[0], read.doubtful().get(1));
    assertEquals(Optional.empty(), file.relay());
  }

  @Test
  public void aNodeThatMovedStillReadsItsNote() throws IOException {
    file.write(note());
    NodeIdentity moved = new NodeIdentity("10.0.0.5:22122", "dc/rack1", "7");
    assertEquals(10, new StopNoteFile(state, moved).read().keys());
  }

  @Test
  public void theNoteOfAnotherNodeIsRefused() throws IOException {
    file.write(note());
    assertFails("belongs to another node", new StopNoteFile(state, OTHER));
  }

  @Test
  public void aNoteIsUsedOnce() throws IOException {
    file.write(note());
    file.use(RELAY);
    assertEquals(Optional.of(RELAY), file.relay());
    assertFails("was used", file);
    file.drop();
    assertFalse(file.exists());
    assertEquals(Optional.empty(), file.relay());
  }

  @Test
  public void aStopThatCouldNoteNothingSaysWhy() throws IOException {
    assertFalse(file.isPending());
    file.writeNone("no peer keeps its stream");
    assertTrue(file.isPending());
    assertFails("no peer keeps its stream", file);
    file.write(note());
    assertTrue(file.isPending());
    file.use(RELAY);
    assertFalse(file.isPending());
  }

  @Test
  public void aDamagedNoteIsRefused() throws IOException {
    file.write(note());
    byte[] whole = Files.readAllBytes(file.path());
    Random random = new Random(5);
    for (int i = 0; i < 2_000; i++) {
      byte[] bytes = Arrays.copyOf(whole, random.nextInt(whole.length + 1));
      for (int n = 0; n < 2 && bytes.length > 0; n++) {
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 + random.nextInt(255));
      }
      Files.write(file.path(), bytes);
      if (!Arrays.equals(bytes, whole)) {
        assertFails("the note of the stop is damaged", file);
      }
    }
  }

  private static void assertFails(String wanted, StopNoteFile file) {
    IOException e = assertThrows(IOException.class, file::read);
    assertTrue(e.getMessage(), e.getMessage().contains(wanted));
  }
}
