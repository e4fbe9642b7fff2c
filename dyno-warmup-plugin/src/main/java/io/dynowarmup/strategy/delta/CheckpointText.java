// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.delta;

import io.dynowarmup.sync.PendingKeys;
import io.dynowarmup.sync.SyncCounts;
import io.dynowarmup.sync.pass.FullPass;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.List;

/**
 * Encodes the progress of the passes as bytes: the number of the pass, the position of its scan,
 * and every key that was moved or is in doubt.
 *
 * <p>A run that resumes from a checkpoint misses no key, for these reasons. SCAN returns every key
 * that exists from the start to the end of an iteration. Its cursor is valid on any connection to
 * the same process, even if the table has grown or shrunk meanwhile. The pages before the cursor
 * and those after it together therefore contain all keys. The {@code run_id} identifies the
 * process.
 *
 * <p>A key on the pages before the cursor that was equal stays equal, because both sides receive
 * every write of the cluster all the time; the engine checks that they did. A key that was not
 * equal is in the checkpoint, whether it was waiting for its settle time, was moved or had changed.
 * A complete further pass compares it.
 *
 * <p>Work done after the checkpoint was taken concerns keys after the cursor, or keys that the
 * checkpoint lists as in doubt. It is done again one settle time after the earlier process was last
 * known to run. By then, no write is still on its way that a key was moved across.
 *
 * <p>If there are too many keys, the checkpoint does not list them, and the further pass compares
 * all keys.
 */
final class CheckpointText {
  static final int MOST_KEY_BYTES = 1024 * 1024;

  final String sourceRunId;
  final int number;
  final int before;
  final SyncCounts counts;

  /**
   * The position of the scan. If it is null, the pass compares the keys of the checkpoint and
   * starts from the beginning.
   */
  final FullPass.Place place;

  final PendingKeys keys;

  CheckpointText(
      String sourceRunId,
      int number,
      int before,
      SyncCounts counts,
      FullPass.Place place,
      PendingKeys keys) {
    this.sourceRunId = sourceRunId;
    this.number = number;
    this.before = before;
    this.counts = counts;
    this.place = place;
    this.keys = keys;
  }

  byte[] bytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeUTF(sourceRunId);
      out.writeInt(number);
      out.writeInt(before);
      counts.write(out);
      out.writeBoolean(place != null);
      if (place != null) {
        place.write(out);
      }
      boolean all = keys.all() || tooLarge();
      out.writeBoolean(all);
      for (int database : keys.databases()) {
        for (byte[] key : all ? Collections.<byte[]>emptyList() : keys.of(database)) {
          out.writeInt(database);
          out.writeInt(key.length);
          out.write(key);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("in memory", e);
    }
    return bytes.toByteArray();
  }

  private boolean tooLarge() {
    long sum = 0;
    for (int database : keys.databases()) {
      List<byte[]> some = keys.of(database);
      for (byte[] key : some) {
        sum += key.length;
      }
    }
    return sum > MOST_KEY_BYTES;
  }

  /**
   * Decodes a checkpoint.
   *
   * @throws IOException if the bytes are not a checkpoint
   */
  static CheckpointText read(byte[] bytes) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    String sourceRunId = in.readUTF();
    int number = in.readInt();
    int before = in.readInt();
    SyncCounts counts = SyncCounts.read(in);
    if (number < 1 || before < 0 || !counts.possible()) {
      throw new IOException(
          "Not a checkpoint: pass " + number + ", " + before + " keys before, " + counts);
    }
    FullPass.Place place = in.readBoolean() ? FullPass.Place.read(in) : null;
    PendingKeys keys = in.readBoolean() ? PendingKeys.everything() : new PendingKeys();
    while (in.available() > 0) {
      int database = in.readInt();
      int length = in.readInt();
      if (database < 0 || database > FullPass.HIGHEST_DATABASE) {
        throw new IOException("Not the number of a database: " + database);
      }
      if (length < 0 || length > in.available()) {
        throw new IOException("Not the length of a key: " + length);
      }
      byte[] key = new byte[length];
      in.readFully(key);
      keys.add(database, key);
    }
    return new CheckpointText(sourceRunId, number, before, counts, place, keys);
  }
}
