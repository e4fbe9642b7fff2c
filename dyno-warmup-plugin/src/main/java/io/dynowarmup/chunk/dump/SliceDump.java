// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.dump;

import io.dynowarmup.chunk.format.ChunkHeader;
import io.dynowarmup.chunk.format.ChunkRecord;
import io.dynowarmup.chunk.format.ChunkRecord.Kind;
import io.dynowarmup.chunk.format.DumpIdentity;
import io.dynowarmup.chunk.format.ManifestChunk;
import io.dynowarmup.chunk.store.ChunkStore;
import io.dynowarmup.redis.RedisData.Payload;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the values of one slice and stores them in chunks. Used by one thread. */
final class SliceDump {
  private final DumpPlan plan;
  private final DumpIdentity dump;
  private final DumpSource source;
  private final ChunkStore store;
  private final WorkDirectory work;
  private final Journal journal;
  private final DumpProgress progress;
  private final TrialPayload trial;
  private final LargeKeyDump large;
  private OpenChunk chunk;
  private long leftOut;

  SliceDump(DumpParts parts, WorkDirectory work, Journal journal, TrialPayload trial) {
    this.plan = parts.plan();
    this.dump = parts.dump();
    this.source = parts.source();
    this.store = parts.store();
    this.progress = parts.progress();
    this.work = work;
    this.journal = journal;
    this.trial = trial;
    this.large = new LargeKeyDump(source);
  }

  /** Dumps what is left of a slice. */
  void run(int slice) throws InterruptedException {
    try {
      Optional<NameReader> names = NameReader.open(work.path(), slice, journal.position(slice));
      if (names.isPresent()) {
        try (NameReader reader = names.get()) {
          read(slice, reader);
        }
      }
    } catch (IOException e) {
      throw WorkFiles.failed("read the names of keys in", work.path(), e);
    } finally {
      if (chunk != null) {
        chunk.close();
        chunk = null;
      }
    }
    journal.done(slice, leftOut);
    leftOut = 0;
  }

  private void read(int slice, NameReader names) throws IOException, InterruptedException {
    for (List<Name> some = names.next(source.batch());
        !some.isEmpty();
        some = names.next(source.batch())) {
      if (chunk == null) {
        chunk = new OpenChunk(store, ChunkHeader.of(dump, slice, journal.sequence(slice)));
      }
      values(some);
      if (chunk.bytes() >= plan.chunkBytes()) {
        commit(names.position());
      }
    }
    if (chunk != null && chunk.keys() > 0) {
      commit(names.position());
    }
  }

  private void commit(long position) {
    ManifestChunk stored = chunk.commit();
    journal.stored(stored, position, chunk.keys(), leftOut);
    progress.chunk(chunk.keys(), stored.bytes());
    chunk.close();
    chunk = null;
    leftOut = 0;
  }

  /** Adds the values of names of one database. */
  private void values(List<Name> names) throws InterruptedException {
    List<Name> left = names;
    while (!left.isEmpty()) {
      List<byte[]> keys = new ArrayList<>(left.size());
      left.forEach(name -> keys.add(name.key()));
      long asked = source.now();
      List<Optional<Payload>> values = source.values(left.get(0).database(), keys);
      for (int i = 0; i < values.size(); i++) {
        add(left.get(i), values.get(i), asked);
      }
      left = left.subList(values.size(), left.size());
    }
  }

  private void add(Name name, Optional<Payload> value, long asked) throws InterruptedException {
    if (!value.isPresent()) {
      if (!large.dump(name, chunk)) {
        leftOut++;
        progress.leftOutOne();
      }
    } else if (!value.get().absent()) {
      Payload payload = value.get();
      Kind kind = payload.plain() ? Kind.STRING : Kind.DUMP;
      if (kind == Kind.DUMP) {
        trial.offer(payload.bytes());
      }
      chunk.addKey(
          new ChunkRecord(
              kind, name.database(), name.key(), source.expiry(asked, payload), payload.bytes()));
    }
  }
}
