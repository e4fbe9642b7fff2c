// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.store.directory;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.chunk.store.ChunkStore;
import io.dynowarmup.chunk.store.ChunkStoreContract;
import io.dynowarmup.chunk.store.ChunkStores;
import io.dynowarmup.chunk.store.Draft;
import io.dynowarmup.fakes.MemoryFolder;
import io.dynowarmup.time.ManualTime;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Collections;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The store in a directory, also with files that are none of its objects. */
public class DirectoryStoreTest extends ChunkStoreContract {
  private static final long DAY_MILLIS = 24 * 3600_000L;

  @Rule public final TemporaryFolder folder = MemoryFolder.create();
  private final ManualTime time = new ManualTime();

  @Override
  protected ChunkStore openEmpty() {
    return open(root());
  }

  @Override
  protected ChunkStore openAgain() {
    return open(root());
  }

  private Path root() {
    return folder.getRoot().toPath().resolve("store");
  }

  private ChunkStore open(Path path) {
    return new ChunkStores(time, time).store("file://" + path);
  }

  private static void put(ChunkStore store, String name, String content) throws IOException {
    try (Draft draft = store.draft()) {
      draft.write(content.getBytes(StandardCharsets.UTF_8));
      draft.commit(name);
    }
  }

  @Test
  public void aDirectoryThatIsMissingIsNamed() {
    ChunkStore store = open(folder.getRoot().toPath().resolve("missing"));

    WarmupException e = assertThrows(WarmupException.class, () -> store.list(""));

    assertEquals(Reason.NO_STORE, e.reason());
    assertTrue(e.getMessage(), e.getMessage().endsWith("/missing"));
  }

  @Test
  public void onlyTheLastDirectoryIsCreated() {
    ChunkStore store = open(folder.getRoot().toPath().resolve("not/mounted"));

    WarmupException e = assertThrows(WarmupException.class, store::draft);

    assertEquals(Reason.NO_STORE, e.reason());
    assertTrue(e.getMessage(), e.getMessage().contains("/not;"));
  }

  @Test
  public void hiddenFilesAreNoObjects() throws IOException {
    ChunkStore store = openEmpty();
    put(store, "a/b", "x");
    Files.write(root().resolve("a/.nfs0001"), new byte[1]);
    Files.createDirectories(root().resolve(".snapshot/a"));
    Files.write(root().resolve(".snapshot/a/b"), new byte[1]);

    assertEquals(1, store.list("").size());
  }

  @Test
  public void theDraftOfAKilledProcessIsInvisibleAndRemovedAfterADay() throws IOException {
    put(openEmpty(), "a", "x");
    Path left = root().resolve(".drafts/left.tmp");
    Files.write(left, new byte[100]);
    Files.setLastModifiedTime(left, FileTime.fromMillis(time.epochMillis()));

    put(openAgain(), "b", "x");
    assertTrue("it may be in use", Files.exists(left));
    assertEquals(2, openAgain().list("").size());

    time.advance(DAY_MILLIS + 1);
    put(openAgain(), "c", "x");
    assertFalse(Files.exists(left));
  }

  @Test
  public void directoriesThatBecomeEmptyAreRemoved() throws IOException {
    ChunkStore store = openEmpty();
    put(store, "a/b/c", "x");

    store.delete("a/b/c");

    assertEquals(Collections.emptyList(), Folder.names(root()));
  }

  @Test
  public void aDirectoryInPlaceOfAnObjectIsAnError() throws IOException {
    ChunkStore store = openEmpty();
    put(store, "a/b", "x");

    WarmupException e = assertThrows(WarmupException.class, () -> put(store, "a", "y"));

    assertEquals(Reason.FILE, e.reason());
  }

  @Test
  public void aFileInPlaceOfTheDirectoryIsAnError() throws IOException {
    File file = folder.newFile();

    WarmupException e = assertThrows(WarmupException.class, open(file.toPath())::draft);

    assertEquals(e.getMessage(), Reason.FILE, e.reason());
  }
}
