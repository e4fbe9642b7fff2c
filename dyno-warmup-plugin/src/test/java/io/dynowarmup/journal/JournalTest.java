// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.journal;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.time.ManualTime;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.Optional;
import org.junit.Test;

public class JournalTest {
  private static final JournalKey C = new JournalKey(0, "c".getBytes(StandardCharsets.ISO_8859_1));
  private static final String MARKER = "__dyno_warmup:marker:1";

  private final ManualTime time = new ManualTime();
  private final FakeStream redis = new FakeStream("old");

  private Journal open(long offset) {
    return Journal.open("the source", redis, time, "old", offset);
  }

  private static long sum(Journal journal) {
    return journal.ledger().state(C).sums().values().stream().mapToLong(n -> n).sum();
  }

  @Test
  public void itCountsFromItsOffsetOn() {
    redis.executes("SELECT 0", "INCR c");
    Journal journal = open(redis.offset());
    redis.executes("INCR c", "INCRBY c 5", "PING");
    assertFalse(journal.read());
    assertEquals(6, sum(journal));
    assertEquals(redis.offset(), journal.offset());
  }

  @Test
  public void itStopsBehindACut() {
    Journal journal = open(0);
    journal.expect(Collections.singletonMap(MARKER, "1"));
    redis.executes("INCR c", "SET " + MARKER + " 0", "SET " + MARKER + " 1 PXAT 5", "INCR c");
    assertTrue(journal.read());
    assertTrue(journal.read());
    assertEquals(1, sum(journal));
    assertTrue(journal.ledger().quietSince(C, journal.cut().firstOffset()));
    journal.expect(Collections.singletonMap(MARKER, "2"));
    assertFalse(journal.read());
    assertEquals(2, sum(journal));
    assertEquals(Optional.empty(), journal.doubt());
  }

  @Test
  public void itGoesOnOverAPromotion() {
    redis.executes("INCR c");
    Journal journal = open(0);
    journal.read();
    long offset = redis.offset();
    redis.promote("new");
    redis.executes("SELECT 0", "INCR c");
    journal.read();
    time.advance(25);
    journal.read();
    assertEquals(2, sum(journal));
    redis.disconnect();
    journal.read();
    time.advance(25);
    journal.read();
    assertEquals(Arrays.asList("old 0", "old " + offset, "new " + redis.offset()), redis.opened);
    assertEquals(Optional.empty(), journal.doubt());
  }

  /** The next call may come after more writes than the backlog holds. */
  @Test
  public void aStreamThatEndsIsContinuedInTheSameCall() {
    Journal journal = open(0);
    redis.executes("INCR c");
    journal.read();
    redis.promote("new");
    redis.executes("INCR c");
    journal.read();
    assertTrue(redis.isRead());
    assertEquals(2, sum(journal));
    time.advance(1_000);
    redis.disconnectAtAcknowledgement();
    journal.read();
    assertTrue(redis.isRead());
    assertEquals(3, redis.opened.size());
  }

  @Test
  public void whatIsHalfReadWhenTheLinkBreaksIsNotReadTwice() {
    redis.inPieces(7);
    redis.executes("INCR c", "INCR c");
    Journal journal = open(0);
    for (int i = 0; i < 40; i++) {
      journal.read();
      redis.disconnect();
      time.advance(25);
    }
    assertEquals(2, sum(journal));
  }

  @Test
  public void aServerThatCannotContinueIsNotAskedAgain() {
    Journal journal = open(0);
    redis.refuse(new WarmupException(Reason.SYNC_BROKEN, "the backlog is too small"));
    journal.read();
    time.advance(25);
    journal.read();
    time.advance(25);
    journal.read();
    assertEquals(2, redis.opened.size());
    assertEquals(Optional.of("the source: the backlog is too small"), journal.doubt());
  }

  @Test
  public void aServerThatIsAwayIsAskedForTwoSeconds() {
    Journal journal = open(0);
    redis.refuse(new WarmupException(Reason.REFUSED, "refused"));
    for (int i = 0; i < 90; i++) {
      journal.read();
      assertEquals(Optional.empty(), journal.doubt());
      time.advance(22);
    }
    time.advance(100);
    journal.read();
    assertEquals(Optional.of("the source: refused"), journal.doubt());
  }

  @Test
  public void anOffsetThatIsGoneIsRefusedAtOnce() {
    redis.refuse(new WarmupException(Reason.SYNC_BROKEN, "the backlog is too small"));
    assertThrows(WarmupException.class, () -> open(0));
  }

  @Test
  public void acknowledgesOnceASecond() {
    Journal journal = open(0);
    redis.executes("INCR c");
    journal.read();
    journal.read();
    time.advance(999);
    journal.read();
    assertEquals(1, redis.acknowledged.size());
    time.advance(1);
    journal.read();
    assertEquals(Arrays.asList(redis.offset(), redis.offset()), redis.acknowledged);
  }

  @Test
  public void whatItDoesNotKnowIsInDoubtAndEndsTheStream() {
    Journal journal = open(0);
    redis.executes("INCR c", "JSON.SET j . 1", "INCR c");
    journal.read();
    assertEquals(Optional.of("the source: command JSON.SET is unknown"), journal.doubt());
    assertTrue(journal.ledger().keys().isEmpty());
    journal.read();
    assertFalse(redis.isRead());
  }

  @Test
  public void aStreamThatIsNoneIsInDoubt() {
    Journal journal = open(0);
    redis.raw("$5\r\nREDIS\r\n".getBytes(StandardCharsets.US_ASCII));
    journal.read();
    assertTrue(journal.doubt().isPresent());
    assertFalse(redis.isRead());
  }

  @Test
  public void closingItEndsTheStream() {
    Journal journal = open(0);
    journal.close();
    journal.close();
    assertFalse(redis.isRead());
    assertFalse(journal.read());
    assertEquals(1, redis.opened.size());
  }
}
