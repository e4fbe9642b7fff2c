// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.delta;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.fuzz.Fuzz;
import io.dynowarmup.fuzz.Mutation;
import io.dynowarmup.sync.PendingKeys;
import io.dynowarmup.sync.SyncCounts;
import io.dynowarmup.sync.pass.FullPass;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.Test;

/**
 * Tests that a checkpoint is either read or rejected as a whole, and that no pass starts at an
 * invalid position.
 */
public class CheckpointTextFuzzTest {
  private static final String[] WORDS = {"abc", "0", "\u0000\u0001", "18446744073709551615"};

  private static byte[] of(FullPass.Place place, PendingKeys keys) {
    SyncCounts counts = new SyncCounts();
    counts.comparedMore(12_000);
    counts.movedOne(1_000_000);
    return new CheckpointText(
            "0123456789abcdef0123456789abcdef01234567", 3, 500, counts, place, keys)
        .bytes();
  }

  private static FullPass.Place place(int database, int side, String cursor) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(database);
    out.writeByte(side);
    out.writeUTF(cursor);
    return FullPass.Place.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
  }

  private static List<byte[]> real() throws IOException {
    PendingKeys keys = new PendingKeys();
    for (int i = 0; i < 30; i++) {
      keys.add(i % 4, new byte[i]);
    }
    return new ArrayList<>(
        Arrays.asList(
            of(null, keys),
            of(null, PendingKeys.everything()),
            of(place(0, 1, "123456"), keys),
            of(place(15, 2, "18446744073709551615"), new PendingKeys())));
  }

  @Test
  public void aNoteIsReadOrRefused() throws Exception {
    Fuzz.run(
        "cursor, note",
        Mutation.ofBytes(real(), WORDS),
        (input, random) -> {
          CheckpointText note = read(input);
          assertTrue("pass " + note.number, note.number >= 1);
          assertTrue("before " + note.before, note.before >= 0);
          assertFalse("compared " + note.counts, note.counts.toString().contains("-"));
          for (int database : note.keys.databases()) {
            assertTrue(
                "database " + database, database >= 0 && database <= FullPass.HIGHEST_DATABASE);
          }
          boolean few = note.keys.all() || input.length < CheckpointText.MOST_KEY_BYTES;
          if (few) {
            assertEquals(note.keys.all(), CheckpointText.read(note.bytes()).keys.all());
          }
        });
  }

  private static CheckpointText read(byte[] input) {
    try {
      return CheckpointText.read(input);
    } catch (IOException e) {
      throw new WarmupException(Reason.BAD_ARGUMENT, String.valueOf(e), e);
    }
  }
}
