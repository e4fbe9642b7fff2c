// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.store;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/** What every store does. Each implementation has a test class that extends this one. */
public abstract class ChunkStoreContract {
  private ChunkStore store;

  /** Opens an empty store, which the test closes. */
  protected abstract ChunkStore openEmpty() throws Exception;

  /** Opens the same store once more, as another process does. */
  protected abstract ChunkStore openAgain() throws Exception;

  @Before
  public void open() throws Exception {
    store = openEmpty();
  }

  @After
  public void closeTwice() {
    store.close();
    store.close();
  }

  @Test
  public void whatWasCommittedIsReadByAnotherProcess() throws Exception {
    byte[] content = noise(3_000_000);
    put("a/b/c.chunk", content);

    try (ChunkStore other = openAgain()) {
      assertArrayEquals(content, bytes(other, "a/b/c.chunk"));
    }
  }

  @Test
  public void anEmptyObjectIsAnObject() throws Exception {
    put("empty", new byte[0]);

    assertArrayEquals(new byte[0], bytes(store, "empty"));
    assertEquals(0, store.list("").get(0).bytes());
  }

  @Test
  public void nothingIsVisibleBeforeItIsCommitted() throws Exception {
    try (Draft draft = store.draft()) {
      draft.write(noise(100_000));

      assertFalse(store.open("a").isPresent());
      assertEquals(Collections.emptyList(), store.list(""));
      draft.commit("a");
    }
    assertEquals(Collections.singletonList("a"), names(""));
  }

  @Test
  public void aDraftThatIsClosedLeavesNothing() throws Exception {
    Draft draft = store.draft();
    draft.write(noise(100_000));
    draft.close();
    draft.close();

    assertEquals(Collections.emptyList(), store.list(""));
  }

  @Test
  public void aSecondCommitReplacesTheFirst() throws Exception {
    put("a", text("old"));
    put("a", text("new and longer"));

    assertArrayEquals(text("new and longer"), bytes(store, "a"));
    assertEquals(Collections.singletonList("a"), names(""));
  }

  @Test
  public void aReaderGetsOneVersionOfAnObject() throws Exception {
    byte[] old = noise(200_000);
    put("a", old);
    try (InputStream in = store.open("a").get()) {
      ByteArrayOutputStream read = new ByteArrayOutputStream();
      read.write(in.read());

      put("a", noise(150_000));

      copy(in, read);
      assertArrayEquals(old, read.toByteArray());
    }
  }

  @Test
  public void commitIfAbsentKeepsTheObjectThatIsThere() throws Exception {
    assertTrue(putIfAbsent("m/manifest", text("first")));
    assertFalse(putIfAbsent("m/manifest", text("second")));

    assertArrayEquals(text("first"), bytes(store, "m/manifest"));
  }

  @Test
  public void commitIfAbsentSucceedsAgainAfterADeletion() throws Exception {
    putIfAbsent("a", text("first"));
    assertTrue(store.delete("a"));

    assertTrue(putIfAbsent("a", text("second")));
  }

  @Test
  public void ofSeveralThatCommitIfAbsentOneSucceeds() throws Exception {
    int writers = 4;
    List<Callable<Boolean>> all = new ArrayList<>();
    for (int i = 0; i < writers; i++) {
      byte[] content = text("writer " + i);
      all.add(() -> putIfAbsent("x/y", content));
    }
    ExecutorService threads = Executors.newFixedThreadPool(writers);
    int winners = 0;
    try {
      for (Future<Boolean> won : threads.invokeAll(all)) {
        winners += won.get() ? 1 : 0;
      }
    } finally {
      threads.shutdown();
    }
    assertEquals(1, winners);
  }

  @Test
  public void anObjectThatIsMissingIsEmpty() throws Exception {
    put("a/b", text("x"));

    assertFalse(store.open("a/c").isPresent());
    assertFalse("not an object, but the beginning of one", store.open("a").isPresent());
  }

  @Test
  public void listReturnsThoseThatBeginWithThePrefixInOrder() throws Exception {
    for (String name : Arrays.asList("b/2", "b/10", "a", "b/1/x", "c/1", "b2")) {
      put(name, text(name));
    }

    assertEquals(Arrays.asList("a", "b/1/x", "b/10", "b/2", "b2", "c/1"), names(""));
    assertEquals(Arrays.asList("b/1/x", "b/10", "b/2"), names("b/"));
    assertEquals(Arrays.asList("b/1/x", "b/10"), names("b/1"));
    assertEquals(Collections.emptyList(), names("d/"));
    assertEquals(4, store.list("b/10").get(0).bytes());
  }

  @Test
  public void deleteSaysWhetherTheObjectWasThere() throws Exception {
    put("a/b", text("x"));
    put("a/c", text("y"));

    assertTrue(store.delete("a/b"));
    assertFalse(store.open("a/b").isPresent());
    assertEquals(Collections.singletonList("a/c"), names(""));
    assertFalse(store.delete("a/b"));
  }

  @Test
  public void namesThatLeaveTheStoreAreRefused() throws Exception {
    put("a", text("x"));
    for (String bad : Arrays.asList("", "/a", "../a", "a/../b", "a//b", "a/", ".a", "a b", "a\n")) {
      assertRefused(bad, () -> store.open(bad));
      assertRefused(bad, () -> store.delete(bad));
      assertRefused(bad, () -> put(bad, text("x")));
    }
    assertRefused("../", () -> store.list("../"));
  }

  private static void assertRefused(String name, org.junit.function.ThrowingRunnable call) {
    WarmupException e = assertThrows("'" + name + "'", WarmupException.class, call);
    assertEquals(e.getMessage(), Reason.BAD_ARGUMENT, e.reason());
  }

  private void put(String name, byte[] content) throws IOException {
    try (Draft draft = store.draft()) {
      draft.write(content);
      draft.commit(name);
    }
  }

  private boolean putIfAbsent(String name, byte[] content) throws IOException {
    try (Draft draft = store.draft()) {
      draft.write(content);
      return draft.commitIfAbsent(name);
    }
  }

  private List<String> names(String prefix) {
    return store.list(prefix).stream().map(StoredObject::name).collect(Collectors.toList());
  }

  private static byte[] bytes(ChunkStore store, String name) throws IOException {
    try (InputStream in = store.open(name).get()) {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      copy(in, all);
      return all.toByteArray();
    }
  }

  private static void copy(InputStream in, ByteArrayOutputStream out) throws IOException {
    byte[] buffer = new byte[8192];
    for (int n; (n = in.read(buffer)) >= 0; ) {
      out.write(buffer, 0, n);
    }
  }

  private static byte[] noise(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
