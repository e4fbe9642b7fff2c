// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.store;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.fakes.MemoryFolder;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Deadline;
import io.dynowarmup.time.ManualTime;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.rules.Timeout;

/** A store whose requests end when a signal is given. */
public class AbortableStoreTest {
  @Rule public final TemporaryFolder folder = MemoryFolder.create();
  @Rule public final Timeout limit = Timeout.seconds(60);

  private final CancelSignal cancel = new CancelSignal();
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch answer = new CountDownLatch(1);
  private boolean silentWrites;
  private final CountDownLatch draftClosed = new CountDownLatch(1);
  private final ManualTime time = new ManualTime();
  private final CallLimit patience = CallLimit.of(time, 60_000);
  private ChunkStore directory;

  @Before
  public void open() {
    directory = new ChunkStores(time, time).store("file://" + folder.getRoot() + "/store");
  }

  @After
  public void answerAtLast() {
    answer.countDown();
  }

  private static byte[] bytes() {
    byte[] bytes = new byte[700_001];
    new Random(1).nextBytes(bytes);
    return bytes;
  }

  private static byte[] read(InputStream in) throws IOException {
    byte[] all = new byte[1_000_000];
    int n = 0;
    all[n++] = (byte) in.read();
    for (int more; (more = in.read(all, n, 1_000)) >= 0; ) {
      n += more;
    }
    return Arrays.copyOf(all, n);
  }

  @Test
  public void everythingPassesThrough() throws IOException {
    try (AbortableStore store = new AbortableStore(directory, cancel, patience)) {
      try (Draft draft = store.draft()) {
        draft.write(bytes());
        assertTrue(draft.commitIfAbsent("a/b"));
      }
      try (Draft draft = store.draft()) {
        draft.write('x');
        assertFalse(draft.commitIfAbsent("a/b"));
      }
      try (Draft draft = store.draft()) {
        draft.commit("a/c");
      }
      try (InputStream in = store.open("a/b").get()) {
        assertArrayEquals(bytes(), read(in));
      }
      assertEquals(Optional.empty(), store.open("a/x"));
      assertEquals(2, store.list("a/").size());
      assertTrue(store.delete("a/c"));
      assertEquals(directory.toString(), store.toString());
      WarmupException e = assertThrows(WarmupException.class, () -> store.open("../x"));
      assertEquals("errors pass, too", Reason.BAD_ARGUMENT, e.reason());
    }
  }

  private void assertAborts(Consumer<ChunkStore> request) {
    WarmupException e = failure(request, () -> cancel.cancel("a test"), patience);
    assertEquals(Reason.ABORTED, e.reason());
  }

  private void assertEndsAfter(long millis, CallLimit limit, Consumer<ChunkStore> request) {
    WarmupException e = failure(request, () -> time.advance(millis), limit);
    assertEquals(e.toString(), Reason.TIME_OUT, e.reason());
    assertTrue(e.toString(), e.getMessage().startsWith("a silent store has not answered for "));
  }

  /**
   * Returns the failure of a request that is not answered.
   *
   * @param meanwhile happens once the store was asked
   */
  private WarmupException failure(
      Consumer<ChunkStore> request, Runnable meanwhile, CallLimit limit) {
    try (AbortableStore store = new AbortableStore(new Silent(), cancel, limit)) {
      Thread other =
          new Thread(
              () -> {
                try {
                  asked.await();
                  meanwhile.run();
                } catch (InterruptedException e) {
                  throw new AssertionError(e);
                }
              });
      other.start();
      return assertThrows(WarmupException.class, () -> request.accept(store));
    }
  }

  @Test
  public void aRequestThatIsNotAnsweredEndsAfterTheLimit() {
    assertEndsAfter(60_000, patience, store -> store.list(""));
  }

  @Test
  public void aRequestDoesNotLastBeyondTheBudget() {
    CallLimit limit = patience.until(Deadline.after(time, 5_000));
    assertEndsAfter(5_000, limit, store -> store.list(""));
  }

  @Test
  public void aWriteThatTheDiskDoesNotTakeEndsAfterTheLimit() {
    silentWrites = true;
    assertEndsAfter(
        60_000,
        patience,
        store -> {
          try (Draft draft = store.draft()) {
            draft.write(bytes());
          } catch (IOException e) {
            throw new AssertionError(e);
          }
        });
  }

  /** A loader treats it as it treats a store that breaks the connection. */
  @Test
  public void aReadThatIsNotAnsweredFailsAfterTheLimit() {
    assertEndsAfter(
        60_000,
        patience,
        store -> {
          InputStream in = store.open("a").get();
          IOException e = assertThrows(IOException.class, in::read);
          assertThrows("the rest is not read either", IOException.class, in::read);
          throw (WarmupException) e.getCause();
        });
  }

  @Test
  public void aListThatIsNotAnsweredEnds() {
    assertAborts(store -> store.list(""));
  }

  @Test
  public void aReadThatIsNotAnsweredEnds() {
    assertAborts(
        store -> {
          try (InputStream in = store.open("a").get()) {
            in.read();
          } catch (IOException e) {
            throw new AssertionError(e);
          }
        });
  }

  /** The draft is released once the request has ended, not while it is being sent. */
  @Test
  public void aCommitThatIsNotAnsweredEnds() throws InterruptedException {
    assertAborts(
        store -> {
          try (Draft draft = store.draft()) {
            draft.commit("a");
          }
        });
    answer.countDown();
    draftClosed.await();
  }

  @Test
  public void afterTheSignalNothingIsSent() {
    cancel.cancel("a test");
    try (AbortableStore store = new AbortableStore(directory, cancel, patience)) {
      WarmupException e = assertThrows(WarmupException.class, store::draft);
      assertEquals(Reason.ABORTED, e.reason());
    }
  }

  private void silence() {
    asked.countDown();
    boolean interrupted = false;
    while (answer.getCount() > 0) {
      try {
        answer.await();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** A store that does not answer, not even when its thread is interrupted. */
  private final class Silent implements ChunkStore {
    @Override
    public Draft draft() {
      return new Draft() {
        @Override
        public void write(int b) {
          if (silentWrites) {
            silence();
          }
        }

        @Override
        public void commit(String name) {
          silence();
        }

        @Override
        public boolean commitIfAbsent(String name) {
          silence();
          return true;
        }

        @Override
        public void close() {
          silence();
          draftClosed.countDown();
        }
      };
    }

    @Override
    public Optional<InputStream> open(String name) {
      return Optional.of(
          new InputStream() {
            @Override
            public int read() {
              silence();
              return -1;
            }
          });
    }

    @Override
    public List<StoredObject> list(String prefix) {
      silence();
      return Collections.emptyList();
    }

    @Override
    public boolean delete(String name) {
      return false;
    }

    @Override
    public void close() {
      // nothing to release
    }

    @Override
    public String toString() {
      return "a silent store";
    }
  }
}
