// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.delta;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.sync.PendingKeys;
import io.dynowarmup.sync.SyncCounts;
import java.io.IOException;
import java.util.Arrays;
import org.junit.Test;

public class CheckpointTextTest {
  private static final byte[] BINARY = {0, -1, 13, 10};

  private static CheckpointText readAgain(PendingKeys keys) throws IOException {
    SyncCounts counts = new SyncCounts();
    counts.comparedMore(12);
    counts.movedOne(1_000);
    return CheckpointText.read(new CheckpointText("abc", 3, 500, counts, null, keys).bytes());
  }

  @Test
  public void whatIsNotedIsReadAgain() throws IOException {
    PendingKeys keys = new PendingKeys();
    keys.add(0, BINARY);
    keys.add(7, new byte[0]);
    CheckpointText note = readAgain(keys);
    assertEquals("abc", note.sourceRunId);
    assertEquals(3, note.number);
    assertEquals(500, note.before);
    assertEquals("12 keys compared, 1 moved, 0 removed", note.counts.toString());
    assertNull(note.place);
    assertFalse(note.keys.all());
    assertEquals(2, note.keys.size());
    assertArrayEquals(BINARY, note.keys.of(0).get(0));
    assertArrayEquals(new byte[0], note.keys.of(7).get(0));
  }

  @Test
  public void tooManyKeysBecomeAllKeys() throws IOException {
    PendingKeys keys = new PendingKeys();
    for (int i = 0; i < 3; i++) {
      byte[] key = new byte[CheckpointText.MOST_KEY_BYTES / 2];
      key[0] = (byte) i;
      keys.add(0, key);
    }
    CheckpointText note = readAgain(keys);
    assertTrue(note.keys.all());
    assertTrue("there is something to look at again", note.keys.size() > 0);
    assertTrue(readAgain(PendingKeys.everything()).keys.all());
  }

  @Test(expected = IOException.class)
  public void aKeyThatIsCutShortIsNone() throws IOException {
    PendingKeys keys = new PendingKeys();
    keys.add(0, BINARY);
    byte[] whole = new CheckpointText("abc", 1, 1, new SyncCounts(), null, keys).bytes();
    CheckpointText.read(Arrays.copyOf(whole, whole.length - 1));
  }
}
