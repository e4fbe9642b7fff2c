// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.redis.RedisData;
import io.dynowarmup.redis.RedisData.Payload;
import io.dynowarmup.sync.digest.Fingerprint;
import io.dynowarmup.sync.digest.Fingerprints.Swap;
import io.dynowarmup.sync.digest.KeyChunks;
import io.dynowarmup.sync.digest.KeyState;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Copies keys that are too large for one DUMP. It builds the copy in chunks under a name of its
 * own. It then puts the copy into place in one step, if the key here is unchanged and the key at
 * the source did not change meanwhile.
 */
final class ChunkedCopy {
  static final byte[] COPY = ascii(RedisPair.OWN_KEYS + "copy");

  /**
   * The largest stream to copy with one DUMP. This size takes about 3 ms (25 MB took 14 to 19 ms).
   */
  static final long WHOLE_BYTES = 4 * 1024 * 1024;

  private static final int MOST_TRIES = 20;

  private static final String MODULE_TYPES = "this kind of key cannot be moved in pieces";

  private final RedisPair sides;
  private final KeyChunks pieces = new KeyChunks();

  ChunkedCopy(RedisPair sides) {
    this.sides = sides;
  }

  /**
   * Copies a key from the source.
   *
   * @return bytes that were read; -1 if the key was not moved
   */
  long move(Mismatch doubt) throws InterruptedException {
    for (int tries = 1; ; tries++) {
      try {
        return moveOnce(doubt);
      } catch (WarmupException e) {
        // It is unknown whether the last chunk was written, so the copy starts again.
        if (!e.reason().isTransient() || tries == MOST_TRIES) {
          throw e;
        }
      }
    }
  }

  private long moveOnce(Mismatch doubt) throws InterruptedException {
    KeyState first = sides.stateThere(doubt.key());
    if (first.absent()) {
      return -1;
    }
    if (!KeyChunks.TYPES.contains(first.type())) {
      throw new WarmupException(Reason.STRATEGY_CANNOT, first.type() + ": " + MODULE_TYPES);
    }
    try {
      long bytes = copy(doubt.key(), first.type());
      KeyState second = sides.stateThere(doubt.key());
      if (!second.sameContent(first) || !sides.stateHere(COPY).sameContent(second)) {
        return -1;
      }
      List<byte[]> expiry =
          second.pttl() < 0
              ? Arrays.asList(ascii("PERSIST"), doubt.key())
              : Arrays.asList(ascii("PEXPIRE"), doubt.key(), ascii(String.valueOf(second.pttl())));
      List<byte[]> rename = Arrays.asList(ascii("RENAME"), COPY, doubt.key());
      return place(doubt, Arrays.asList(rename, expiry)) ? bytes : -1;
    } finally {
      drop();
    }
  }

  private long copy(byte[] key, String type) throws InterruptedException {
    drop();
    if (type.equals("stream")) {
      long memory = pieces.memory(sides.there(), key);
      if (memory >= 0 && memory <= WHOLE_BYTES) {
        return whole(key);
      }
    }
    long bytes = 0;
    String from = "";
    do {
      stopIfCancelled();
      KeyChunks.Piece piece = pieces.read(sides.there(), key, type, from);
      pieces.write(sides.here(), COPY, type, piece);
      sides.throttle().fetched(piece.bytes());
      bytes += piece.bytes();
      from = piece.next();
    } while (!from.isEmpty());
    return bytes;
  }

  private long whole(byte[] key) throws InterruptedException {
    Payload payload = sides.fetch(Collections.singletonList(key)).get(0);
    Swap copy = new Swap(COPY, Fingerprint.ABSENT, 0, payload);
    sides.prints().swap(sides.here(), Collections.singletonList(copy));
    return copy.bytes();
  }

  private void stopIfCancelled() {
    if (sides.throttle().cancelled()) {
      throw new WarmupException(Reason.ABORTED, "asked to end");
    }
  }

  /** Removes a key that the source does not have. */
  boolean remove(Mismatch doubt) {
    return place(doubt, Collections.singletonList(Arrays.asList(ascii("UNLINK"), doubt.key())));
  }

  /** Runs the commands in one step if the key here is unchanged. */
  private boolean place(Mismatch doubt, List<List<byte[]>> commands) {
    RedisData here = sides.here();
    here.watch(doubt.key());
    if (!sides.stateHere(doubt.key()).sameContent(doubt.largeBefore())) {
      here.unwatch();
      return false;
    }
    return here.unlessTouched(commands);
  }

  /** Removes the copy, including one that an interrupted process left. */
  void drop() {
    sides.here().remove(Collections.singletonList(COPY));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
