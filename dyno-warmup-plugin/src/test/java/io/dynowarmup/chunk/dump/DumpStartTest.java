// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.dump;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertThrows;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.chunk.format.HashRanges;
import io.dynowarmup.chunk.format.KeyHash;
import io.dynowarmup.chunk.format.Layout;
import io.dynowarmup.chunk.format.Manifest;
import io.dynowarmup.chunk.format.ManifestChunk;
import io.dynowarmup.chunk.format.ManifestText;
import io.dynowarmup.chunk.store.ChunkStore;
import io.dynowarmup.chunk.store.ChunkStores;
import io.dynowarmup.chunk.store.Draft;
import io.dynowarmup.fakes.LaggingStore;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.source.FakeRedis;
import io.dynowarmup.sync.digest.Throttle;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Deadline;
import io.dynowarmup.time.ManualTime;
import io.dynowarmup.topology.hash.HashTag;
import io.dynowarmup.topology.hash.TokenHash;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Which dump is begun, and which one is resumed. */
public class DumpStartTest {
  private static final RedisInfo INFO = RedisInfo.parse("run_id:r1\nmaster_replid:a\n");
  private static final SourceMark MARK = SourceMark.of(INFO, RedisInfo.parse(""));
  private static final long LONGEST = 3_600_000;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();
  private final ManualTime time = new ManualTime();
  private ChunkStore store;

  @Before
  public void open() {
    store = new ChunkStores(time, time).store("file://" + path("store"));
  }

  private Path path(String name) {
    return folder.getRoot().toPath().resolve(name);
  }

  private Manifest begin(String node, SourceMark mark) throws InterruptedException {
    DumpPlan plan =
        new DumpPlan.Builder()
            .cluster("")
            .node(node)
            .hash(new KeyHash(TokenHash.MURMUR, HashTag.NONE))
            .ranges(HashRanges.ALL)
            .slices(4)
            .chunkBytes(1_000)
            .workers(1)
            .longestMillis(LONGEST)
            .workDirectory(path("work"))
            .build();
    DumpSource source =
        new DumpSource(
            new FakeRedis(new Endpoint("a", 22122)),
            null,
            new Throttle(time, time, CancelSignal.never(), 1_000));
    try (WorkDirectory work = WorkDirectory.open(plan.workDirectory())) {
      return new DumpStart(plan, source, store, new DumpProgress()).of(work, INFO, mark);
    }
  }

  private String id(String node) throws InterruptedException {
    return begin(node, MARK).dump().id();
  }

  private void put(Manifest manifest) throws IOException {
    try (Draft draft = store.draft()) {
      draft.write(ManifestText.write(manifest));
      draft.commit(Layout.manifest(manifest.dump().id()));
    }
  }

  @Test
  public void nodesWhoseNamesAreAlmostEqualHaveDifferentDumps() throws Exception {
    assertNotEquals(id("dc/rack_1/7"), id("dc/rack-1/7"));
    StringBuilder name = new StringBuilder("dc/");
    for (int i = 0; i < 200; i++) {
      name.append('r');
    }
    assertNotEquals("the end is cut", id(name + "1"), id(name + "2"));
  }

  @Test
  public void twoDumpsWithinASecondAreTwo() throws Exception {
    Manifest first = begin("n", MARK);
    put(first);
    time.advance(1);
    assertNotEquals(first.dump().id(), id("n"));
  }

  @Test
  public void oneThatWasKilledIsResumed() throws Exception {
    String first = id("n");
    time.advance(LONGEST);
    assertEquals(first, id("n"));
  }

  @Test
  public void oneThatIsTooOldBeginsAgain() throws Exception {
    String first = id("n");
    time.advance(LONGEST + 1);
    assertNotEquals(first, id("n"));
  }

  @Test
  public void oneOfOtherDataBeginsAgain() throws Exception {
    String first = id("n");
    time.advance(1);
    SourceMark flushed = SourceMark.of(INFO, RedisInfo.parse("cmdstat_flushall:calls=1\n"));
    assertNotEquals(first, begin("n", flushed).dump().id());
  }

  /** The process was killed after it had stored the manifest. */
  @Test
  public void oneThatIsCompleteIsNotADumpOfToday() throws Exception {
    Manifest first = begin("n", MARK);
    put(first);
    time.advance(1);
    assertNotEquals(first.dump().id(), id("n"));
  }

  /** Begins a dump, stores one chunk, and is killed. */
  private Manifest killedAfterAChunk() throws Exception {
    Manifest begun = begin("n", MARK);
    String name = Layout.chunks(begun.dump().id()) + "0/x";
    try (Draft draft = store.draft()) {
      draft.commit(name);
    }
    try (WorkDirectory work = WorkDirectory.open(path("work"));
        Journal journal = work.journal()) {
      journal.stored(ManifestChunk.of(0, 0, 1, 10, name), 1, 1, 0);
    }
    return begun;
  }

  @Test
  public void oneWhoseChunksAreNotListedYetIsResumed() throws Exception {
    String first = killedAfterAChunk().dump().id();
    store = new LaggingStore(store, Deadline.after(time, 0));
    assertEquals(first, id("n"));
    assertEquals("the name is enough", 0, time.pauses());
  }

  @Test
  public void oneWhoseChunksAreFoundSecondsLaterIsResumed() throws Exception {
    String first = killedAfterAChunk().dump().id();
    store = new LaggingStore(store, Deadline.after(time, 5_000));
    assertEquals(first, id("n"));
  }

  @Test
  public void oneWhoseChunksWereRemovedBeginsAgain() throws Exception {
    Manifest first = killedAfterAChunk();
    store.delete(Layout.chunks(first.dump().id()) + "0/x");
    time.advance(1);
    assertNotEquals(first.dump().id(), id("n"));
  }

  @Test
  public void aManifestOfAnotherDumpStays() throws Exception {
    Manifest mine = begin("n", MARK);
    Manifest other =
        new Manifest.Builder()
            .from(mine)
            .addChunks(ManifestChunk.of(0, 0, 1, 10, Layout.chunks(mine.dump().id()) + "0/x"))
            .build();
    put(other);

    assertThrows(WarmupException.class, () -> Dumper.put(store, mine));
    Dumper.put(store, other);
  }
}
