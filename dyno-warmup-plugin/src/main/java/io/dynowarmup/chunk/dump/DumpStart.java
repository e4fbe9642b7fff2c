// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.dump;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.chunk.format.DumpIdentity;
import io.dynowarmup.chunk.format.Layout;
import io.dynowarmup.chunk.format.Manifest;
import io.dynowarmup.chunk.format.ManifestChunk;
import io.dynowarmup.chunk.load.StoredManifests;
import io.dynowarmup.chunk.store.ChunkStore;
import io.dynowarmup.redis.info.RedisInfo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Begins a dump, or resumes one that was killed. */
final class DumpStart {
  private static final Logger LOG = LoggerFactory.getLogger(DumpStart.class);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

  private static final int MOST_NAME = 100;

  private final DumpPlan plan;
  private final DumpSource source;
  private final ChunkStore store;
  private final DumpProgress progress;

  DumpStart(DumpPlan plan, DumpSource source, ChunkStore store, DumpProgress progress) {
    this.plan = plan;
    this.source = source;
    this.store = store;
    this.progress = progress;
  }

  /** Returns the first manifest of the dump. */
  Manifest of(WorkDirectory work, RedisInfo info, SourceMark mark) throws InterruptedException {
    Optional<Manifest> before =
        work.begun(store.toString())
            .filter(m -> isSame(m, info) && work.isOf(mark))
            .filter(m -> !isComplete(m));
    if (before.isPresent() && isStored(work, before.get())) {
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
    work.begin(store.toString(), first, mark);
    LOG.info("Dump {} of {} begins", dump.id(), source.endpoint());
    return first;
  }

  private String id(long now) {
    String name = plan.cluster().isEmpty() ? plan.node() : plan.cluster() + "/" + plan.node();
    String safe = name.replaceAll("[^A-Za-z0-9.]", "-");
    String end = safe.substring(0, Math.min(MOST_NAME, safe.length()));
    return TIME.format(Instant.ofEpochMilli(now))
        + "-"
        + end
        + "-"
        + String.format(Locale.ROOT, "%08x", hash(name));
  }

  /** Returns a number that differs for names that are equal after they were shortened. */
  private static int hash(String name) {
    CRC32 crc = new CRC32();
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    crc.update(bytes, 0, bytes.length);
    return (int) crc.getValue();
  }

  /** Returns whether a dump that was killed is of the same data, and can be resumed. */
  private boolean isSame(Manifest begun, RedisInfo info) {
    DumpIdentity dump = begun.dump();
    return source.now() - dump.startedMillis() <= plan.longestMillis()
        && dump.runId().equals(info.runId())
        && dump.node().equals(plan.node())
        && dump.cluster().equals(plan.cluster())
        && dump.hash().equals(plan.hash().name())
        && dump.hashTag().equals(plan.hash().tag())
        && dump.slices() == plan.slices()
        && begun.ranges().equals(plan.ranges());
  }

  /** Returns whether a dump has its manifest, and only the process that stored it was killed. */
  private boolean isComplete(Manifest begun) {
    try {
      boolean complete =
          new StoredManifests(store).read(Layout.manifest(begun.dump().id())).isPresent();
      if (complete) {
        LOG.info("Dump {} was complete; a new one begins", begun.dump().id());
      }
      return complete;
    } catch (WarmupException e) {
      if (e.reason() == Reason.NO_STORE) {
        return false; // the first chunk creates the store
      }
      throw e;
    }
  }

  /** Returns whether all chunks of a dump that was killed are still in the store. */
  private boolean isStored(WorkDirectory work, Manifest begun) throws InterruptedException {
    try (Journal journal = work.journal()) {
      List<ManifestChunk> chunks = journal.chunks();
      Optional<String> missing =
          chunks.isEmpty()
              ? Optional.empty()
              : StoredChunks.of(store, begun.dump().id()).missing(chunks, source);
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
}
