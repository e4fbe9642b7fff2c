// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.dump;

import io.dynowarmup.chunk.format.ChunkRecord;
import io.dynowarmup.chunk.format.ChunkRecord.Kind;
import io.dynowarmup.chunk.format.ChunkWriter;
import io.dynowarmup.chunk.format.Piece;
import io.dynowarmup.redis.RedisData.Payload;
import io.dynowarmup.sync.digest.Fingerprint;
import io.dynowarmup.sync.digest.KeyChunks;
import java.util.Collections;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Dumps a key that is too large for one script, in pieces. A key that changes while it is read is
 * read again; readers use only pieces that are complete.
 */
final class LargeKeyDump {
  private static final Logger LOG = LoggerFactory.getLogger(LargeKeyDump.class);
  private static final int MOST_TRIES = 5;

  /** Streams up to this size are read by one DUMP, which takes about 3 ms. */
  private static final long WHOLE_STREAM_BYTES = 4 * 1024 * 1024;

  private final DumpSource source;

  LargeKeyDump(DumpSource source) {
    this.source = source;
  }

  /** Adds a key to a chunk; returns false if it could not be stored. */
  boolean dump(Name name, OpenChunk chunk) throws InterruptedException {
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      Fingerprint before = source.print(name.database(), name.key());
      if (before.absent()) {
        return true;
      }
      if (isWhole(name, before.type())) {
        return whole(name, chunk);
      }
      if (!pieces(name, before.type(), chunk)) {
        return false;
      }
      long asked = source.now();
      Fingerprint after = source.print(name.database(), name.key());
      if (after.sameContent(before)) {
        long expiry = after.pttl() < 0 ? ChunkRecord.NEVER : asked + after.pttl();
        Piece end = new Piece(after.type(), pieces, true, Collections.emptyList());
        chunk.add(new ChunkRecord(Kind.PIECE, name.database(), name.key(), expiry, end.bytes()));
        chunk.countKey();
        return true;
      }
    }
    LOG.warn(
        "A large key of database {} is left out: it changed in each of {} tries",
        name.database(),
        MOST_TRIES);
    return false;
  }

  private int pieces;

  /** Adds all pieces but the end; returns false if one is too large. */
  private boolean pieces(Name name, String type, OpenChunk chunk) throws InterruptedException {
    pieces = 0;
    String from = "";
    do {
      KeyChunks.Chunk some = source.piece(name.database(), name.key(), type, from);
      Piece piece = new Piece(type, pieces, false, some.elements());
      ChunkRecord record =
          new ChunkRecord(
              Kind.PIECE, name.database(), name.key(), ChunkRecord.NEVER, piece.bytes());
      if (!ChunkWriter.fits(record)) {
        LOG.warn(
            "A key of database {} is left out: an element of it is too large", name.database());
        return false;
      }
      chunk.add(record);
      pieces++;
      from = some.next();
    } while (!from.isEmpty());
    return true;
  }

  private boolean isWhole(Name name, String type) {
    return !KeyChunks.TYPES.contains(type)
        || "stream".equals(type)
            && source.memory(name.database(), name.key()) <= WHOLE_STREAM_BYTES;
  }

  private boolean whole(Name name, OpenChunk chunk) throws InterruptedException {
    long asked = source.now();
    Payload payload = source.whole(name.database(), name.key());
    if (payload.absent()) {
      return true;
    }
    ChunkRecord record =
        new ChunkRecord(
            Kind.DUMP, name.database(), name.key(), source.expiry(asked, payload), payload.bytes());
    if (!ChunkWriter.fits(record)) {
      return false;
    }
    chunk.addKey(record);
    return true;
  }
}
