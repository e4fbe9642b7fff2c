// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.site.warm;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.chunk.store.ChunkStore;
import io.dynowarmup.chunk.store.ChunkStores;
import io.dynowarmup.chunk.store.Draft;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Pause;
import io.dynowarmup.time.Ticker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Two controllers for the same nodes. */
public class ControllerLockTest implements Ticker, Pause {
  private static final String NAME = "warmups/lock_dc1";

  @Rule public final TemporaryFolder folder = new TemporaryFolder();
  private final List<String> lines = new ArrayList<>();
  private final CancelSignal cancelled = new CancelSignal();
  private ChunkStore store;
  private long millis;

  /** What others do while a controller waits. */
  private Runnable meanwhile = () -> {};

  @Before
  public void open() {
    store =
        new ChunkStores(Ticker.system(), Pause.system())
            .store("file://" + folder.getRoot() + "/store");
  }

  @Override
  public long nanos() {
    return millis * 1_000_000;
  }

  @Override
  public long epochMillis() {
    return millis;
  }

  @Override
  public void millis(long time, CancelSignal signal) {
    millis += time;
    meanwhile.run();
  }

  private ControllerLock lock() {
    return lock(new CancelSignal());
  }

  private ControllerLock lock(CancelSignal signal) {
    return new ControllerLock(store, NAME, "--to dc1", this, this, signal);
  }

  private void acquire(ControllerLock lock) throws InterruptedException {
    lock.acquire(lines::add);
  }

  private void put(String text) throws IOException {
    try (Draft draft = store.draft()) {
      draft.write(text.getBytes(StandardCharsets.UTF_8));
      draft.commit(NAME);
    }
  }

  @Test
  public void theSecondIsRefusedWhileTheFirstRenewsItsLock() throws Exception {
    try (ControllerLock first = lock()) {
      acquire(first);
      meanwhile =
          () -> {
            if (millis >= ControllerLock.RENEW_MILLIS) {
              first.renewOnce();
            }
          };

      WarmupException e = assertThrows(WarmupException.class, () -> acquire(lock()));

      assertEquals(Reason.NOT_ALLOWED, e.reason());
      assertTrue(
          e.getMessage(),
          e.getMessage().startsWith("nothing was begun: another controller, process "));
      assertTrue(e.getMessage(), e.getMessage().contains(" warms --to dc1; wait until it has"));
      assertTrue("soon: " + millis, millis <= 2 * ControllerLock.RENEW_MILLIS);
    }
  }

  @Test
  public void theNextOneGetsALockThatWasReleased() throws Exception {
    lock().close();
    ControllerLock first = lock();
    acquire(first);
    meanwhile = first::close;
    try (ControllerLock second = lock()) {
      acquire(second);
      assertTrue("the first one is gone: " + millis, millis < ControllerLock.STALE_MILLIS);
      assertFalse(second.isLost());
    }
    assertFalse(store.open(NAME).isPresent());
  }

  @Test
  public void aLockThatIsNotRenewedIsTakenOverAndItsOwnerNoticesIt() throws Exception {
    ControllerLock first = lock(cancelled);
    acquire(first);
    try (ControllerLock second = lock()) {
      acquire(second);
      assertTrue("" + millis, millis >= ControllerLock.STALE_MILLIS);
      assertTrue(lines.toString(), lines.get(1).startsWith("took over from process "));

      first.renewOnce();

      assertTrue(first.isLost());
      assertTrue(cancelled.reason(), cancelled.reason().contains("has taken over, because"));
      first.close();
      second.renewOnce();
      assertFalse(second.isLost());
      assertTrue("still locked", store.open(NAME).isPresent());
    }
  }

  @Test
  public void theLockOfAProcessThatHasEndedIsTakenOverAtOnce() throws Exception {
    String own = LockOwner.thisProcess().text();
    put(own.replaceFirst(" \\d+@", " 99999999@"));
    try (ControllerLock lock = lock()) {
      acquire(lock);
      assertTrue("" + millis, millis <= 1_000);
      assertTrue(lines.toString(), lines.get(0).startsWith("took over from process 99999999@"));
    }
  }

  @Test
  public void theLockOfAnotherMachineOrWithoutSenseIsWatched() throws Exception {
    for (String text : new String[] {"id 99999999@other boot/pid:[1] 3", "", "no lock"}) {
      millis = 0;
      put(text);
      try (ControllerLock lock = lock()) {
        acquire(lock);
        assertTrue(text + " " + millis, millis >= ControllerLock.STALE_MILLIS);
      }
    }
  }

  @Test
  public void ofTwoThatTakeItOverTheLastOneKeepsIt() throws Exception {
    put("no lock");
    meanwhile =
        () -> {
          if (millis > ControllerLock.STALE_MILLIS) {
            try {
              put(LockOwner.thisProcess().text());
            } catch (IOException e) {
              throw new AssertionError(e);
            }
          }
        };

    assertThrows(WarmupException.class, () -> acquire(lock()));
  }
}
