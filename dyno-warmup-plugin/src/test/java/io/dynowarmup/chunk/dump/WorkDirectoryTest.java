// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.dump;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.chunk.format.DumpIdentity;
import io.dynowarmup.chunk.format.HashRanges;
import io.dynowarmup.chunk.format.Manifest;
import io.dynowarmup.chunk.format.ManifestChunk;
import io.dynowarmup.fakes.MemoryFolder;
import io.dynowarmup.redis.info.RedisInfo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The state of a dump that survives a kill. */
public class WorkDirectoryTest {
  private static final String STORE = "file:///store";

  @Rule public final TemporaryFolder folder = MemoryFolder.create();

  private Path path() {
    return folder.getRoot().toPath().resolve("work");
  }

  private static Manifest manifest() {
    DumpIdentity dump =
        new DumpIdentity.Builder()
            .id("20261129T064500Z-a")
            .cluster("c")
            .node("a:1")
            .hash("murmur")
            .hashTag("")
            .slices(256)
            .redisVersion("7.0.15")
            .runId("run")
            .startedMillis(1)
            .build();
    return new Manifest.Builder()
        .dump(dump)
        .ranges(HashRanges.ALL)
        .endedMillis(0)
        .replid("r")
        .offsetBefore(7)
        .offsetAfter(0)
        .keys(0)
        .leftOut(0)
        .trial("")
        .build();
  }

  private static SourceMark mark(String replid) {
    return SourceMark.of(RedisInfo.parse("run_id:r\nmaster_replid:" + replid), RedisInfo.parse(""));
  }

  private static ManifestChunk chunk(int slice, int sequence) {
    return ManifestChunk.of(slice, sequence, 10, 100, "chunks/d/" + slice + "/" + sequence);
  }

  @Test
  public void aDumpThatWasBegunIsFoundAgain() {
    try (WorkDirectory work = WorkDirectory.open(path())) {
      assertEquals(Optional.empty(), work.begun(STORE));
      work.begin(STORE, manifest(), mark("a"));
      assertFalse(work.isNamed());
      work.named(3);
    }
    try (WorkDirectory work = WorkDirectory.open(path())) {
      assertEquals(Optional.of(manifest()), work.begun(STORE));
      assertTrue(work.isNamed());
      assertEquals(3, work.leftOut());
      assertTrue(work.isOf(mark("a")));
      assertFalse("of a Redis with other data", work.isOf(mark("b")));
      assertEquals("that of another store", Optional.empty(), work.begun("file:///other"));
    }
  }

  @Test
  public void anotherDumpBeginsWithoutTheOldFiles() {
    try (WorkDirectory work = WorkDirectory.open(path())) {
      work.begin(STORE, manifest(), mark("a"));
      work.named(3);
      work.begin(STORE, manifest(), mark("a"));
      assertFalse(work.isNamed());
      work.clear();
      assertFalse(Files.exists(path()));
    }
  }

  @Test
  public void aDamagedBeginningIsForgotten() throws IOException {
    try (WorkDirectory work = WorkDirectory.open(path())) {
      work.begin(STORE, manifest(), mark("a"));
      Path begun = path().resolve("begun");
      byte[] bytes = Files.readAllBytes(begun);
      for (int i = 0; i < bytes.length; i++) {
        byte[] damaged = bytes.clone();
        damaged[i] ^= 1;
        Files.write(begun, damaged);
        assertEquals("byte " + i, Optional.empty(), work.begun(STORE));
      }
    }
  }

  @Test
  public void oneProcessAtATimeUsesIt() {
    try (WorkDirectory work = WorkDirectory.open(path())) {
      WarmupException e = assertThrows(WarmupException.class, () -> WorkDirectory.open(path()));
      assertEquals(Reason.ALREADY_RUNNING, e.reason());
    }
    WorkDirectory.open(path()).close();
  }

  @Test
  public void theJournalIsReadAgain() throws IOException {
    WorkFiles.create(path());
    Path file = path().resolve("journal");
    try (Journal journal = Journal.open(file)) {
      journal.stored(chunk(3, 0), 1_000, 9, 1);
      journal.stored(chunk(3, 1), 2_000, 8, 0);
      journal.stored(chunk(2, 0), 50, 7, 0);
      journal.done(2, 4);
    }
    try (Journal journal = Journal.open(file)) {
      assertTrue(journal.isDone(2));
      assertFalse(journal.isDone(3));
      assertEquals(2_000, journal.position(3));
      assertEquals(2, journal.sequence(3));
      assertEquals(0, journal.position(4));
      assertEquals(24, journal.keys());
      assertEquals(5, journal.leftOut());
      assertEquals(chunk(2, 0), journal.chunks().get(0));
      assertEquals(chunk(3, 1), journal.chunks().get(2));
    }
  }

  @Test
  public void aLineThatWasNotFinishedDoesNotCount() throws IOException {
    WorkFiles.create(path());
    Path file = path().resolve("journal");
    try (Journal journal = Journal.open(file)) {
      journal.stored(chunk(3, 0), 1_000, 9, 0);
    }
    Files.write(
        file, "chunk 2000 8".getBytes(StandardCharsets.US_ASCII), StandardOpenOption.APPEND);
    try (Journal journal = Journal.open(file)) {
      assertEquals(9, journal.keys());
      journal.stored(chunk(3, 1), 3_000, 1, 0);
    }
    try (Journal journal = Journal.open(file)) {
      assertEquals(10, journal.keys());
      assertEquals(3_000, journal.position(3));
    }
  }

  @Test
  public void namesAreReadFromAnyPosition() throws IOException {
    WorkFiles.create(path());
    try (NameWriter names = new NameWriter(path(), 4)) {
      for (int i = 0; i < 100; i++) {
        names.add(1, new Name(i / 40, ("key " + i).getBytes(StandardCharsets.US_ASCII)));
      }
      names.add(3, new Name(65_535, new byte[70_000]));
    }
    assertFalse(NameReader.open(path(), 0, 0).isPresent());
    try (NameReader reader = NameReader.open(path(), 1, 0).get()) {
      assertEquals(30, reader.next(30).size());
      long position = reader.position();
      List<Name> rest = reader.next(30);
      assertEquals("only those of the same database", 10, rest.size());
      try (NameReader again = NameReader.open(path(), 1, position).get()) {
        assertArrayEquals(rest.get(0).key(), again.next(1).get(0).key());
        again.next(30);
        assertEquals(1, again.next(1).get(0).database());
      }
      assertEquals(40, reader.next(100).size());
      assertEquals(20, reader.next(100).size());
      assertEquals(Collections.emptyList(), reader.next(100));
    }
    try (NameReader reader = NameReader.open(path(), 3, 0).get()) {
      Name name = reader.next(5).get(0);
      assertEquals(65_535, name.database());
      assertEquals(70_000, name.key().length);
    }
  }
}
