// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.keep;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.chunk.format.ChunkHeader;
import io.dynowarmup.chunk.format.ChunkRecord;
import io.dynowarmup.chunk.format.ChunkRecord.Kind;
import io.dynowarmup.chunk.format.ChunkWriter;
import io.dynowarmup.chunk.format.DumpIdentity;
import io.dynowarmup.chunk.format.HashRanges;
import io.dynowarmup.chunk.format.Layout;
import io.dynowarmup.chunk.format.Manifest;
import io.dynowarmup.chunk.format.ManifestChunk;
import io.dynowarmup.chunk.format.ManifestText;
import io.dynowarmup.chunk.store.ChunkStore;
import io.dynowarmup.chunk.store.ChunkStores;
import io.dynowarmup.chunk.store.Draft;
import io.dynowarmup.chunk.store.StoredObject;
import io.dynowarmup.fakes.MemoryFolder;
import io.dynowarmup.time.ManualTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Dumps in a store that are verified, and that become old. */
public class DumpKeepingTest {
  private static final long DAY_MILLIS = 24 * 3600_000L;

  @Rule public final TemporaryFolder folder = MemoryFolder.create();
  private final ManualTime time = new ManualTime();
  private final List<String> said = new ArrayList<>();
  private ChunkStore store;

  @Before
  public void open() {
    store = new ChunkStores(time, time).store("file://" + root());
  }

  private Path root() {
    return folder.getRoot().toPath().resolve("store");
  }

  /** Stores a dump of two chunks with one record each. */
  private Manifest dump(String id, String node, long started) throws IOException {
    DumpIdentity dump =
        new DumpIdentity.Builder()
            .id(id)
            .cluster("c")
            .node(node)
            .hash("murmur")
            .hashTag("")
            .slices(4)
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
            .keys(2)
            .leftOut(0)
            .trial("");
    for (int slice = 0; slice < 2; slice++) {
      manifest.addChunks(chunk(ChunkHeader.of(dump, slice, 0)));
    }
    Manifest whole = manifest.build();
    try (Draft draft = store.draft()) {
      draft.write(ManifestText.write(whole));
      draft.commit(Layout.manifest(id));
    }
    return whole;
  }

  private ManifestChunk chunk(ChunkHeader header) throws IOException {
    try (Draft draft = store.draft()) {
      ChunkWriter writer = new ChunkWriter(draft, header);
      byte[] key = {'k', (byte) header.slice()};
      writer.add(new ChunkRecord(Kind.STRING, 0, key, ChunkRecord.NEVER, new byte[100]));
      String name = Layout.chunk(header, writer.finish());
      draft.commit(name);
      return ManifestChunk.of(header.slice(), 0, 1, writer.bytes(), name);
    }
  }

  private List<String> manifests() {
    return store.list(Layout.MANIFESTS).stream()
        .map(StoredObject::name)
        .map(Layout::dumpOfManifest)
        .collect(Collectors.toList());
  }

  private void expire(int keep) {
    new DumpExpiry(store, time).expire(keep, said::add, said::add);
  }

  @Test
  public void theNewestOfEachNodeAreKept() throws IOException {
    dump("a1", "a", 100);
    dump("a3", "a", 300);
    dump("a2", "a", 200);
    dump("b1", "b", 50);

    expire(2);

    assertEquals(Arrays.asList("a2", "a3", "b1"), manifests());
    assertEquals(Collections.singletonList("a1"), said);
    assertEquals(0, store.list(Layout.chunks("a1")).size());
    assertEquals(6, store.list(Layout.CHUNKS).size());
  }

  @Test
  public void afterADumpOfOneNodeOnlyItsOwnAreRemoved() throws IOException {
    dump("1-a", "a", 100);
    dump("1-b", "b", 100);
    dump("2-b", "b", 200);
    dump("0-a", "a", 50);
    dump("0-b", "b", 50);
    store.delete(Layout.manifest("0-a"));
    store.delete(Layout.manifest("0-b"));
    for (StoredObject object : store.list(Layout.CHUNKS)) {
      Files.setLastModifiedTime(root().resolve(object.name()), FileTime.fromMillis(0));
    }

    Manifest newest = dump("2-a", "a", 200);
    new DumpExpiry(store, time).expireLike(newest, 1, said::add, said::add);

    assertEquals(Arrays.asList("1-a", "0-a, which was never completed"), said);
    assertEquals(Arrays.asList("1-b", "2-a", "2-b"), manifests());
    assertEquals(2, store.list(Layout.chunks("0-b")).size());
  }

  @Test
  public void aDumpThatWasNeverCompletedIsRemovedAfterADay() throws IOException {
    dump("left", "a", 100);
    dump("going", "b", 100);
    dump("whole", "c", 100);
    store.delete(Layout.manifest("left"));
    store.delete(Layout.manifest("going"));
    for (StoredObject object : store.list(Layout.CHUNKS)) {
      boolean old = !object.name().contains("/going/0001");
      long at = time.epochMillis() - (old ? 2 * DAY_MILLIS : 0);
      Files.setLastModifiedTime(root().resolve(object.name()), FileTime.fromMillis(at));
    }

    expire(1);

    assertEquals(Collections.singletonList("left, which was never completed"), said);
    assertEquals(2, store.list(Layout.chunks("going")).size());
    assertEquals(2, store.list(Layout.chunks("whole")).size());
  }

  @Test
  public void aDumpWithADamagedManifestIsNamedAndStays() throws IOException {
    dump("bad", "a", 100);
    Files.write(root().resolve(Layout.manifest("bad")), new byte[] {1, 2});
    for (StoredObject object : store.list(Layout.CHUNKS)) {
      Files.setLastModifiedTime(root().resolve(object.name()), FileTime.fromMillis(0));
    }

    expire(1);

    assertTrue(said.toString(), said.get(0).startsWith("manifest manifests/bad.manifest cannot"));
    assertEquals(1, said.size());
    assertEquals(2, store.list(Layout.CHUNKS).size());
  }

  private long verified(Manifest manifest) {
    return new DumpVerification(store, said::add).verify(manifest);
  }

  @Test
  public void aSoundDumpIsSound() throws IOException {
    assertEquals(2, verified(dump("a", "a", 1)));
    assertEquals(Collections.emptyList(), said);
  }

  @Test
  public void aMissingAndADamagedChunkAreNamed() throws IOException {
    Manifest manifest = dump("a", "a", 1);
    store.delete(manifest.chunks().get(0).name());
    Path second = root().resolve(manifest.chunks().get(1).name());
    byte[] bytes = Files.readAllBytes(second);
    bytes[bytes.length - 1] ^= 1;
    Files.write(second, bytes);

    long sound = verified(manifest);

    assertEquals("the block itself is sound", 1, sound);
    assertEquals(2, said.size());
    assertEquals("chunk " + manifest.chunks().get(0).name() + " is missing", said.get(0));
    assertTrue(said.get(1), said.get(1).startsWith("chunk " + manifest.chunks().get(1).name()));
  }

  @Test
  public void aChunkUnderTheNameOfAnotherIsNamed() throws IOException {
    Manifest manifest = dump("a", "a", 1);
    Files.copy(
        root().resolve(manifest.chunks().get(0).name()),
        root().resolve(manifest.chunks().get(1).name()),
        StandardCopyOption.REPLACE_EXISTING);

    assertEquals(1, verified(manifest));
    assertTrue(said.get(0), said.get(0).endsWith("is another chunk than its manifest lists"));
  }

  /** Its clock had run ahead when it made the dump before. */
  @Test
  public void theDumpThatWasJustMadeStaysAlsoIfAnotherSeemsNewer() throws IOException {
    dump("20261130T000000Z-a", "a", 2 * DAY_MILLIS);
    Manifest made = dump("20261129T000000Z-a", "a", DAY_MILLIS);

    new DumpExpiry(store, time).expireLike(made, 1, said::add, said::add);

    assertEquals(Arrays.asList("20261129T000000Z-a"), manifests());
  }
}
