// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.delta;

import io.dynowarmup.sync.PendingKeys;
import io.dynowarmup.sync.SyncCounts;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.List;

/**
 * How far the passes are, as bytes: which pass, where its sweep stands, and every key that was
 * moved or is in doubt.
 *
 * <p>Why a run that goes on from it misses nothing. Redis' SCAN returns what is there from the
 * beginning to the end of an iteration, and its cursor is good on any connection to the same
 * process, whatever its table has grown or shrunk to meanwhile; so the pages before the cursor and
 * those behind it are all keys, and the {@code run_id} tells the process. Of the pages before it, a
 * key that was equal stays so, because both sides get every write of the cluster all the time (the
 * engine looks whether they did); one that was not is in the note, whether it was still waiting for
 * its settle time, was moved, or had changed meanwhile, and is looked at by a whole further pass.
 * What was done after the note was taken lies behind the cursor, or is in the note as being in
 * doubt: it is done again, a settle time after the process that had begun it was last known to
 * live, so that no write is on its way that a key was moved across.
 *
 * <p>Too many keys are not noted: then the further pass is one over all keys.
 */
final class CheckpointText {
  static final int MOST_KEY_BYTES = 1024 * 1024;

  final String sourceRunId;
  final int number;
  final int before;
  final SyncCounts counts;

  /** Null: the pass is one over the keys of the note, which begins anew. */
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
   * @throws IOException when it is none
   */
  static CheckpointText read(byte[] bytes) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    String sourceRunId = in.readUTF();
    int number = in.readInt();
    int before = in.readInt();
    SyncCounts counts = SyncCounts.read(in);
    if (number < 1 || before < 0 || !counts.possible()) {
      throw new IOException("not a note: pass " + number + ", " + before + " before, " + counts);
    }
    FullPass.Place place = in.readBoolean() ? FullPass.Place.read(in) : null;
    PendingKeys keys = in.readBoolean() ? PendingKeys.everything() : new PendingKeys();
    while (in.available() > 0) {
      int database = in.readInt();
      int length = in.readInt();
      if (database < 0 || database > FullPass.HIGHEST_DATABASE) {
        throw new IOException("a key of database " + database);
      }
      if (length < 0 || length > in.available()) {
        throw new IOException("a key of " + length + " bytes");
      }
      byte[] key = new byte[length];
      in.readFully(key);
      keys.add(database, key);
    }
    return new CheckpointText(sourceRunId, number, before, counts, place, keys);
  }
}
