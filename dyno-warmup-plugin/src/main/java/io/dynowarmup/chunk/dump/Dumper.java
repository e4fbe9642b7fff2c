// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.dump;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.chunk.format.ChunkHeader;
import io.dynowarmup.chunk.format.ChunkRecord;
import io.dynowarmup.chunk.format.ChunkRecord.Kind;
import io.dynowarmup.chunk.format.DumpIdentity;
import io.dynowarmup.chunk.format.Layout;
import io.dynowarmup.chunk.format.Manifest;
import io.dynowarmup.chunk.format.ManifestChunk;
import io.dynowarmup.chunk.format.ManifestText;
import io.dynowarmup.chunk.store.ChunkStore;
import io.dynowarmup.chunk.store.Draft;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.unit.Units;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Dumps the keys of one Redis into a store. */
public final class Dumper {
  private static final Logger LOG = LoggerFactory.getLogger(Dumper.class);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private static final int MOST_NAME = 100;

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
      Manifest begun = begun(work, info);
      DumpParts parts = new DumpParts(plan, begun.dump(), source, store, progress);
      if (!work.isNamed()) {
        new NamesPass(plan, source, progress).run(work);
      }
      Manifest manifest = values(work, parts, begun);
      StoredChunks stored = StoredChunks.of(store, manifest.dump().id());
      stored
          .missing(manifest.chunks())
          .ifPresent(
              name -> {
                throw removed(name);
              });
      put(manifest);
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

  private Manifest begun(WorkDirectory work, RedisInfo info) {
    Optional<Manifest> before =
        work.begun(store.toString()).filter(m -> isSame(m, info)).filter(m -> isStored(work, m));
    if (before.isPresent()) {
      LOG.info("Resuming dump {}", before.get().dump().id());
      return before.get();
    }
    long now = source.now();
    DumpIdentity dump =
        new DumpIdentity.Builder()
            .id(id(now))
            .cluster(plan.cluster())
            .node(plan.node())
            .hash(plan.hash().name())
            .hashTag(plan.hash().tag())
            .slices(plan.slices())
            .redisVersion(info.get("redis_version").orElse("unknown"))
            .runId(info.runId())
            .startedMillis(now)
            .build();
    Manifest first =
        new Manifest.Builder()
            .dump(dump)
            .ranges(plan.ranges())
            .endedMillis(0)
            .replid(info.replication().replid())
            .offsetBefore(info.replication().masterOffset().orElse(0))
            .offsetAfter(0)
            .keys(0)
            .leftOut(0)
            .trial("")
            .build();
    work.begin(store.toString(), first);
    LOG.info("Dump {} of {} begins", dump.id(), source.endpoint());
    return first;
  }

  private String id(long now) {
    String name = plan.cluster().isEmpty() ? plan.node() : plan.cluster() + "/" + plan.node();
    String safe = name.replaceAll("[^A-Za-z0-9.]", "-");
    String end = safe.substring(0, Math.min(MOST_NAME, safe.length()));
    return TIME.format(Instant.ofEpochMilli(now)) + "-" + end;
  }

  /** Returns whether a dump that was killed is of the same data, and can be resumed. */
  private boolean isSame(Manifest begun, RedisInfo info) {
    DumpIdentity dump = begun.dump();
    return dump.runId().equals(info.runId())
        && dump.node().equals(plan.node())
        && dump.cluster().equals(plan.cluster())
        && dump.hash().equals(plan.hash().name())
        && dump.hashTag().equals(plan.hash().tag())
        && dump.slices() == plan.slices()
        && begun.ranges().equals(plan.ranges());
  }

  /** Returns whether all chunks of a dump that was killed are still in the store. */
  private boolean isStored(WorkDirectory work, Manifest begun) {
    try (Journal journal = work.journal()) {
      List<ManifestChunk> chunks = journal.chunks();
      Optional<String> missing =
          chunks.isEmpty()
              ? Optional.empty()
              : StoredChunks.of(store, begun.dump().id()).missing(chunks);
      missing.ifPresent(
          name ->
              LOG.warn(
                  "Dump {} is not resumed: its chunk {} was removed from {}",
                  begun.dump().id(),
                  name,
                  store));
      if (!missing.isPresent()) {
        progress.resumed(
            journal.keys(), chunks.size(), chunks.stream().mapToLong(ManifestChunk::bytes).sum());
      }
      return !missing.isPresent();
    } catch (IOException e) {
      throw WorkFiles.failed("close the journal in", work.path(), e);
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
      if (!after.runId().equals(begun.dump().runId())) {
        throw new WarmupException(
            Reason.SOURCE_FAILED,
            "Redis "
                + source.endpoint()
                + " was restarted during the dump, and may have lost data; begin again");
      }
      return new Manifest.Builder()
          .from(begun)
          .endedMillis(source.now())
          .offsetAfter(after.replication().masterOffset().orElse(0))
          .keys(journal.keys())
          .leftOut(journal.leftOut())
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

  private void put(Manifest manifest) {
    String name = Layout.manifest(manifest.dump().id());
    try (Draft draft = store.draft()) {
      draft.write(ManifestText.write(manifest));
      if (!draft.commitIfAbsent(name)) {
        LOG.info("The manifest {} was stored before this process was killed", name);
      }
    } catch (IOException e) {
      throw new WarmupException(
          Reason.FILE, "cannot write " + name + " to " + store + ": " + e.getMessage(), e);
    }
  }
}
