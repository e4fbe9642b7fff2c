// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis.relay;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.redis.stream.ReplicationStream;
import io.dynowarmup.time.Ticker;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.After;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.rules.Timeout;

/** Holds a stream whose bytes are a text that the test extends. */
public class HeldStreamTest {
  private static final long STOP = 1_000;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();
  @Rule public final Timeout limit = Timeout.seconds(60);

  private final StringBuffer written = new StringBuffer();
  private final AtomicInteger opened = new AtomicInteger();
  private final AtomicLong acknowledged = new AtomicLong();
  private volatile Reason broken;
  private HeldStream held;

  @After
  public void close() {
    if (held != null) {
      held.close();
    }
  }

  private ReplicationStream source(Map<String, String> announced, String replid, long offset) {
    assertEquals("id", replid);
    opened.incrementAndGet();
    fail();
    return new ReplicationStream() {
      private int position = (int) (offset - STOP);

      @Override
      public String replid() {
        return "id";
      }

      @Override
      public int read(byte[] buffer) {
        fail();
        byte[] some = written.substring(position).getBytes(StandardCharsets.US_ASCII);
        int bytes = Math.min(7, some.length);
        System.arraycopy(some, 0, buffer, 0, bytes);
        position += bytes;
        return bytes;
      }

      @Override
      public void acknowledge(long to) {
        acknowledged.set(to);
      }

      @Override
      public void close() {}
    };
  }

  private void fail() {
    if (broken != null) {
      throw new WarmupException(broken, "of a test");
    }
  }

  private HeldStream begin(long mostBytes) throws IOException {
    Path path = folder.getRoot().toPath().resolve("stream");
    held = HeldStream.begin(this::source, "id", STOP, path, mostBytes, Ticker.system());
    return held;
  }

  /** The limit of the test is the limit of the wait. */
  private static void await(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      Thread.yield();
    }
  }

  private void awaitHeld() {
    await(() -> held.until() == STOP + written.length());
  }

  private String taken(int bytes) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] buffer = new byte[10];
    try (ReplicationStream stream = held.take(Collections.emptyMap(), this::source)) {
      while (all.size() < bytes) {
        all.write(buffer, 0, stream.read(buffer));
      }
      stream.acknowledge(STOP + bytes);
    }
    return new String(all.toByteArray(), StandardCharsets.US_ASCII);
  }

  @Test
  public void whatWasHeldIsFollowedByTheRest() throws Exception {
    begin(1_000);
    written.append("what was written during the stop, ");
    awaitHeld();
    assertTrue(held.holds("id", STOP));
    assertFalse(held.holds("id", STOP + 1));
    assertFalse(held.holds("other", STOP));
    assertEquals("no file is left", 0, folder.getRoot().list().length);

    written.append("and what came later");
    String whole = written.toString();
    assertEquals(whole, taken(whole.length()));
    assertEquals(STOP + whole.length(), acknowledged.get());
  }

  @Test
  public void aLinkThatBreaksIsContinued() throws Exception {
    begin(1_000);
    written.append("before, ");
    awaitHeld();
    broken = Reason.CONNECTION_LOST;
    int before = opened.get();
    await(() -> opened.get() > before);
    written.append("meanwhile, ");
    broken = null;
    awaitHeld();
    String whole = written.append("after").toString();
    assertEquals(whole, taken(whole.length()));
  }

  @Test
  public void aSourceThatCannotContinueEndsIt() throws Exception {
    begin(1_000);
    written.append("before");
    awaitHeld();
    broken = Reason.SYNC_BROKEN;
    await(() -> !held.holds("id", STOP));
    broken = null;
    WarmupException e = assertThrows(WarmupException.class, () -> taken(1));
    assertEquals(Reason.SYNC_BROKEN, e.reason());
  }

  @Test
  public void aStreamThatIsTooLongIsGivenUp() throws Exception {
    begin(10);
    written.append("0123456789");
    awaitHeld();
    assertTrue(held.holds("id", STOP));
    written.append("x");
    await(() -> !held.holds("id", STOP));
    WarmupException e = assertThrows(WarmupException.class, () -> taken(1));
    assertTrue(e.getMessage(), e.getMessage().contains("longer than 10 B (resume.stream.bytes)"));
  }

  @Test
  public void aRunThatCannotContinueTheSourceTakesAnotherWay() throws Exception {
    begin(1_000);
    written.append("held");
    awaitHeld();
    assertThrows(
        WarmupException.class,
        () ->
            held.take(
                Collections.emptyMap(),
                (announced, replid, offset) -> {
                  assertEquals(STOP + 4, offset);
                  throw new WarmupException(Reason.REFUSED, "of a test");
                }));
    assertFalse(held.holds("id", STOP));
  }
}
