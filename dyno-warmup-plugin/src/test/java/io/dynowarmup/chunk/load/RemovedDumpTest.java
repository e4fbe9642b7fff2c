// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.load;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.chunk.format.ChunkHeader;
import io.dynowarmup.chunk.format.ChunkRecord;
import io.dynowarmup.chunk.format.ChunkRecord.Kind;
import io.dynowarmup.chunk.format.ChunkWriter;
import io.dynowarmup.chunk.format.DumpIdentity;
import io.dynowarmup.chunk.format.HashRanges;
import io.dynowarmup.chunk.format.KeyHash;
import io.dynowarmup.chunk.format.Layout;
import io.dynowarmup.chunk.format.Manifest;
import io.dynowarmup.chunk.format.ManifestChunk;
import io.dynowarmup.chunk.format.ManifestText;
import io.dynowarmup.chunk.format.Slices;
import io.dynowarmup.chunk.keep.DumpExpiry;
import io.dynowarmup.chunk.store.ChunkStore;
import io.dynowarmup.chunk.store.ChunkStores;
import io.dynowarmup.chunk.store.Draft;
import io.dynowarmup.chunk.store.StoredObject;
import io.dynowarmup.fakes.FakeData;
import io.dynowarmup.redis.Patience;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Deadline;
import io.dynowarmup.time.ManualTime;
import io.dynowarmup.topology.hash.HashTag;
import io.dynowarmup.topology.hash.TokenHash;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** A dump that is removed, or a store that does not answer, while a node loads it. */
public class RemovedDumpTest implements ChunkStore {
  private static final int KEYS = 40;
  private static final Slices SLICES = new Slices(8);

  @Rule public final TemporaryFolder folder = new TemporaryFolder();
  private final ManualTime time = new ManualTime();
  private final KeyHash hash = new KeyHash(TokenHash.MURMUR, HashTag.NONE);
  private final FakeData here = new FakeData("here");
  private final List<String> notes = new ArrayList<>();
  private ChunkStore files;

  /** The store does not answer to so many requests for chunks. */
  private int failures;

  private ChunkStore files() {
    if (files == null) {
      files = new ChunkStores(time, time).store("file://" + folder.getRoot() + "/store");
    }
    return files;
  }

  @Override
  public Draft draft() {
    return files().draft();
  }

  @Override
  public Optional<InputStream> open(String name) {
    if (name.startsWith(Layout.CHUNKS) && failures > 0) {
      failures--;
      throw new WarmupException(Reason.TIME_OUT, "the store does not answer");
    }
    return files().open(name);
  }

  @Override
  public List<StoredObject> list(String prefix) {
    return files().list(prefix);
  }

  @Override
  public boolean delete(String name) {
    return files().delete(name);
  }

  @Override
  public void close() {
    // The store is used again.
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Stores a dump of keys that all have this value, a chunk for each slice. */
  private void dump(String id, long started, String value) throws IOException {
    DumpIdentity dump =
        new DumpIdentity.Builder()
            .id(id)
            .cluster("c")
            .node("n")
            .hash("murmur")
            .hashTag("")
            .slices(SLICES.count())
            .redisVersion("7.0.15")
            .runId("run")
            .startedMillis(started)
            .build();
    Manifest.Builder manifest =
        new Manifest.Builder()
            .dump(dump)
            .ranges(HashRanges.ALL)
            .endedMillis(started)
            .replid("")
            .offsetBefore(0)
            .offsetAfter(0)
            .keys(KEYS)
            .leftOut(3)
            .trial("");
    for (int slice = 0; slice < SLICES.count(); slice++) {
      manifest.addChunks(chunk(ChunkHeader.of(dump, slice, 0), value));
    }
    try (Draft draft = draft()) {
      draft.write(ManifestText.write(manifest.build()));
      draft.commit(Layout.manifest(id));
    }
  }

  private ManifestChunk chunk(ChunkHeader header, String value) throws IOException {
    try (Draft draft = draft()) {
      ChunkWriter writer = new ChunkWriter(draft, header);
      int records = 0;
      for (int i = 0; i < KEYS; i++) {
        byte[] key = bytes("k" + i);
        if (SLICES.of(hash.of(key).getAsLong()) == header.slice()) {
          writer.add(new ChunkRecord(Kind.STRING, 0, key, ChunkRecord.NEVER, bytes(value)));
          records++;
        }
      }
      String name = Layout.chunk(header, writer.finish());
      draft.commit(name);
      return ManifestChunk.of(header.slice(), 0, records, writer.bytes(), name);
    }
  }

  private void load(DumpLoad load) {
    while (!load.over()) {
      load.load(Deadline.after(time, 1_000), CancelSignal.never());
      time.advance(500);
    }
  }

  private long with(String value) {
    return here.keys().stream().filter(k -> value.equals(here.get(k))).count();
  }

  private DumpLoad opened(String... dumps) {
    ChunkScope scope = ChunkScope.of("c", hash, HashRanges.ALL).ofDumps(Arrays.asList(dumps));
    return DumpLoad.open(this, scope, here, time, notes::add);
  }

  @Test
  public void aDumpThatIsNamedIsLoadedInsteadOfTheNewest() throws IOException {
    dump("20261127T030000.000Z-n", 1_000, "older");
    dump("20261128T030000.000Z-n", 2_000, "old");
    dump("20261129T030000.000Z-n", 3_000, "new");
    try (DumpLoad load = opened("20261127T030000.000Z-n", "20261128T030000.000Z-n")) {
      load(load);
    }
    assertEquals(KEYS, with("old"));

    WarmupException e = assertThrows(WarmupException.class, () -> opened("20261130T030000.000Z-n"));
    assertEquals(Reason.STRATEGY_CANNOT, e.reason());
    assertTrue(
        e.getMessage(), e.getMessage().startsWith("there is no dump '20261130T030000.000Z-n' in"));
  }

  /** The rest comes from the source, and not from a dump that was not named. */
  @Test
  public void theNewestDumpDoesNotReplaceANamedOneThatIsRemoved() throws IOException {
    dump("20261128T030000.000Z-n", 1_000, "old");
    dump("20261129T030000.000Z-n", 2_000, "new");
    try (DumpLoad load = opened("20261128T030000.000Z-n")) {
      while (load.counts().chunks() < 3) {
        load.load(Deadline.after(time, 0), CancelSignal.never());
      }
      new DumpExpiry(this, time).remove("20261128T030000.000Z-n");
      load(load);
      assertEquals(0, with("new"));
      assertFalse(load.missing().isEmpty());
    }
  }

  /** As dump.keep does after the next dump of the night. */
  @Test
  public void theNextDumpIsUsedForTheRest() throws IOException {
    dump("20261128T030000.000Z-n", 1_000, "old");
    try (DumpLoad load = opened()) {
      while (load.counts().chunks() < 3) {
        load.load(Deadline.after(time, 0), CancelSignal.never());
      }
      dump("20261129T030000.000Z-n", 2_000, "new");
      new DumpExpiry(this, time).remove("20261128T030000.000Z-n");
      load(load);

      assertEquals(notes.toString(), 0, load.counts().damages());
      assertEquals(KEYS, here.keys().size());
      assertTrue(with("old") + " old", with("old") > 0 && with("new") > with("old"));
      assertTrue(notes.toString(), notes.get(0).contains("was removed while it was loaded"));
      assertEquals("the state of the oldest", 1_000, load.oldestMillis());
      assertTrue(load.missing().isEmpty());
    }
  }

  @Test
  public void withoutAnotherDumpTheRestIsNamed() throws IOException {
    dump("20261128T030000.000Z-n", 1_000, "old");
    try (DumpLoad load = opened()) {
      while (load.counts().chunks() < 3) {
        load.load(Deadline.after(time, 0), CancelSignal.never());
      }
      new DumpExpiry(this, time).remove("20261128T030000.000Z-n");
      load(load);

      assertFalse(load.missing().isEmpty());
      assertTrue(load.completeness(), load.completeness().startsWith("chunks 3 of 3 read"));
    }
  }

  @Test
  public void aStoreThatDoesNotAnswerIsWaitedFor() throws IOException {
    dump("20261128T030000.000Z-n", 1_000, "old");
    failures = 10;
    try (DumpLoad load = opened().waiting(Patience.withSource(time, 60_000))) {
      load.load(Deadline.after(time, 1_000), CancelSignal.never());
      assertTrue("a pause comes first", load.waits());
      load(load);

      assertEquals(KEYS, here.keys().size());
      assertEquals(
          "chunks 8 of 8 read, 0 damaged, 3 keys left out of the dump", load.completeness());
    }
  }

  @Test
  public void aStoreThatNeverAnswersEndsTheLoad() throws IOException {
    dump("20261128T030000.000Z-n", 1_000, "old");
    failures = Integer.MAX_VALUE;
    long before = time.nanos();
    try (DumpLoad load = opened().waiting(Patience.withSource(time, 60_000))) {
      load(load);

      assertEquals(
          "chunks 3 of 8 read, 3 damaged, 3 keys left out of the dump", load.completeness());
      assertTrue("a quarter of stall.msec", time.nanos() - before >= 15_000_000_000L);
    }
  }

  /** A source has the rest. */
  @Test
  public void withASourceTheRestIsSkippedAtOnce() throws IOException {
    dump("20261128T030000.000Z-n", 1_000, "old");
    failures = 3;
    try (DumpLoad load = opened()) {
      load(load);
      assertEquals(3, load.counts().damages());
      assertEquals(0, here.keys().size());
    }
  }
}
