// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.dump;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.chunk.format.ChunkHeader;
import io.dynowarmup.chunk.format.ChunkRecord;
import io.dynowarmup.chunk.format.ChunkRecord.Kind;
import io.dynowarmup.chunk.format.Layout;
import io.dynowarmup.chunk.format.Manifest;
import io.dynowarmup.chunk.format.ManifestText;
import io.dynowarmup.chunk.load.StoredManifests;
import io.dynowarmup.chunk.store.ChunkStore;
import io.dynowarmup.chunk.store.Draft;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.unit.Units;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Dumps the keys of one Redis into a store. */
public final class Dumper {
  private static final Logger LOG = LoggerFactory.getLogger(Dumper.class);
  private final DumpPlan plan;
  private final DumpSource source;
  private final ChunkStore store;
  private final DumpProgress progress = new DumpProgress();

  /** Creates a dumper. The caller closes the source and the store. */
  public Dumper(DumpPlan plan, DumpSource source, ChunkStore store) {
    this.plan = plan;
    this.source = source;
    this.store = store;
  }

  public DumpProgress progress() {
    return progress;
  }

  /**
   * Dumps, or resumes a dump that was killed.
   *
   * @return the manifest that was stored
   * @throws WarmupException if a dump cannot be made; the next call resumes it, unless Redis was
   *     restarted meanwhile
   */
  public Manifest dump() throws InterruptedException {
    RedisInfo info = source.info();
    if (info.loading()) {
      throw new WarmupException(
          Reason.LOADING, "Redis " + source.endpoint() + " is loading its data; dump it later");
    }
    try (WorkDirectory work = WorkDirectory.open(plan.workDirectory())) {
      SourceMark mark = SourceMark.of(info, source.stats());
      Manifest begun = new DumpStart(plan, source, store, progress).of(work, info, mark);
      DumpParts parts = new DumpParts(plan, begun.dump(), source, store, progress);
      if (!work.isNamed()) {
        new NamesPass(plan, source, progress).run(work);
      }
      Manifest manifest = values(work, parts, begun);
      requireSame(mark);
      StoredChunks stored = StoredChunks.of(store, manifest.dump().id());
      Optional<String> missing = stored.missing(manifest.chunks(), source);
      if (missing.isPresent()) {
        throw removed(missing.get());
      }
      put(store, manifest);
      stored.removeOthers(manifest.chunks());
      work.clear();
      LOG.info(
          "Dump {} of {} ended: {}, {} in {}, left out {}",
          manifest.dump().id(),
          source.endpoint(),
          Units.keys(manifest.keys()),
          Units.bytes(manifest.bytes()),
          Units.count(manifest.chunks().size(), "chunk"),
          manifest.leftOut());
      return manifest;
    }
  }

  /** A dump whose second half is of other data than its first half is no copy of anything. */
  private void requireSame(SourceMark begun) {
    Optional<String> changed = SourceMark.of(source.info(), source.stats()).changedSince(begun);
    if (changed.isPresent()) {
      throw new WarmupException(
          Reason.SOURCE_FAILED,
          "Redis " + source.endpoint() + " " + changed.get() + " during the dump; begin again");
    }
  }

  private WarmupException removed(String chunk) {
    return new WarmupException(
        Reason.FILE,
        "chunk "
            + chunk
            + " was removed from "
            + store
            + " during the dump; the next dump begins again");
  }

  private Manifest values(WorkDirectory work, DumpParts parts, Manifest begun)
      throws InterruptedException {
    try (Journal journal = work.journal()) {
      TrialPayload trial = new TrialPayload(work.path());
      new ValuesPass(parts, work, journal, trial).run();
      if (!journal.isDone(plan.slices())) {
        libraries(parts, journal);
      }
      RedisInfo after = source.info();
      return new Manifest.Builder()
          .from(begun)
          .endedMillis(source.now())
          .offsetAfter(after.replication().masterOffset().orElse(0))
          .keys(journal.keys())
          .leftOut(journal.leftOut() + work.leftOut())
          .trial(trial.hex())
          .chunks(journal.chunks())
          .build();
    } catch (IOException e) {
      throw WorkFiles.failed("close the journal in", work.path(), e);
    }
  }

  /** Function libraries belong to no slice. */
  private void libraries(DumpParts parts, Journal journal) {
    Map<String, String> libraries;
    try {
      libraries = source.libraries();
    } catch (WarmupException e) {
      if (!e.reason().isRejected()) {
        throw e;
      }
      LOG.warn("Function libraries are not in the dump: {}", e.getMessage());
      journal.done(plan.slices(), 1);
      return;
    }
    if (!libraries.isEmpty()) {
      ChunkHeader header = ChunkHeader.of(parts.dump(), plan.slices(), 0);
      try (OpenChunk chunk = new OpenChunk(store, header)) {
        libraries.forEach(
            (name, code) ->
                chunk.add(
                    new ChunkRecord(Kind.LIBRARY, 0, utf8(name), ChunkRecord.NEVER, utf8(code))));
        journal.stored(chunk.commit(), 0, 0, 0);
      }
    }
    journal.done(plan.slices(), 0);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Stores a manifest; does nothing if it is stored already. */
  static void put(ChunkStore store, Manifest manifest) {
    String name = Layout.manifest(manifest.dump().id());
    try (Draft draft = store.draft()) {
      draft.write(ManifestText.write(manifest));
      if (!draft.commitIfAbsent(name) && !isStored(store, name, manifest)) {
        throw new WarmupException(
            Reason.FILE, "another dump with the manifest " + name + " is in " + store);
      }
    } catch (IOException e) {
      throw new WarmupException(
          Reason.FILE, "cannot write " + name + " to " + store + ": " + e.getMessage(), e);
    }
  }

  /** Returns whether the manifest of this dump is stored; the answer to a request may be lost. */
  private static boolean isStored(ChunkStore store, String name, Manifest manifest) {
    return new StoredManifests(store)
        .read(name)
        .filter(m -> m.dump().equals(manifest.dump()) && m.chunks().equals(manifest.chunks()))
        .isPresent();
  }
}
