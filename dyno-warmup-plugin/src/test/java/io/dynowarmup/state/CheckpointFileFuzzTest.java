// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.state;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.fakes.MemoryFolder;
import io.dynowarmup.fuzz.Fuzz;
import io.dynowarmup.fuzz.Mutation;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/**
 * A damaged checkpoint, or the file of another program, is treated as absent. It never ends the
 * program.
 */
public class CheckpointFileFuzzTest {
  private static final Endpoint SOURCE = new Endpoint("10.0.0.2", 22122);
  private static final CheckpointFile.Facts FACTS =
      new CheckpointFile.Facts(SOURCE, "abc", 1_000_000);
  private static final byte[] NOTE = "what was noted".getBytes(StandardCharsets.US_ASCII);
  private static final int CRC_AT = 4;
  private static final int BODY_AT = 12;
  private static final String[] WORDS = {
    "DWB1", "10.0.0.2:22122", ":::", "[::1]:1", "abc", "\u0000", "\u0000\u0003abc", "\uD800"
  };

  @Rule public final TemporaryFolder folder = MemoryFolder.create();

  private Path state() {
    return folder.getRoot().toPath().resolve("state");
  }

  private Path file() {
    return folder.getRoot().toPath().resolve("state.cursor");
  }

  private byte[] real() throws Exception {
    new CheckpointFile(state()).keep(FACTS, NOTE);
    return Files.readAllBytes(file());
  }

  @Test
  public void whatIsDamagedIsNeverTakenForANote() throws Exception {
    byte[] whole = real();
    Fuzz.run(
        "cursor file",
        Mutation.ofBytes(Arrays.asList(whole, new byte[0]), WORDS),
        (input, random) -> {
          Optional<byte[]> note = adopted(input);
          if (note.isPresent()) {
            assertArrayEquals("only the file as it was is one", whole, input);
          }
          if (random.nextInt(50) == 0) {
            written();
          }
        });
  }

  /** Another version may have left such a file: complete, but in a different format. */
  @Test
  public void whatIsWholeAndOfAnotherFormIsReadOrRefused() throws Exception {
    byte[] whole = real();
    Fuzz.run(
        "cursor, whole",
        Mutation.ofBytes(Arrays.asList(Arrays.copyOfRange(whole, BODY_AT, whole.length)), WORDS),
        (input, random) -> adopted(sealed(whole, input)));
  }

  /** Returns the file with the correct checksum of its body. */
  private static byte[] sealed(byte[] whole, byte[] body) {
    CRC32 crc = new CRC32();
    crc.update(body, 0, body.length);
    return ByteBuffer.allocate(BODY_AT + body.length)
        .put(whole, 0, CRC_AT)
        .putLong(crc.getValue())
        .put(body)
        .array();
  }

  private Optional<byte[]> adopted(byte[] content) throws Exception {
    Files.write(file(), content);
    CheckpointFile next = new CheckpointFile(state());
    Optional<String> whyNot = next.adopt(FACTS);
    assertFalse(whyNot.toString(), whyNot.filter(why -> why.length() > 5_000).isPresent());
    Optional<byte[]> note = next.take();
    assertEquals(whyNot.toString(), !whyNot.isPresent(), note.isPresent());
    return note;
  }

  /** Checks that a new checkpoint can be written over the file and read again. */
  private void written() {
    new CheckpointFile(state()).keep(FACTS, NOTE);
    CheckpointFile next = new CheckpointFile(state());
    assertEquals(Optional.empty(), next.adopt(FACTS));
    assertArrayEquals(NOTE, next.take().orElse(null));
  }

  @Test
  public void whatIsNoFileCountsAsNone() throws Exception {
    Files.createDirectory(file());
    CheckpointFile next = new CheckpointFile(state());
    String whyNot = next.adopt(FACTS).get();
    assertTrue(whyNot, whyNot.contains("is damaged"));
    assertFalse(next.take().isPresent());
  }
}
