// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.resume;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.redis.relay.HeldStream;
import io.dynowarmup.redis.stream.ReplicationStream;
import io.dynowarmup.spi.Suitability;
import io.dynowarmup.state.StopNote;
import io.dynowarmup.time.Ticker;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Optional;
import org.junit.Test;

public class StopEvidenceTest {
  private static final Endpoint SOURCE = new Endpoint("10.0.0.2", 22122);
  private static final String ID = "0123456789012345678901234567890123456789";

  private static final StopNote NOTE =
      new StopNote.Builder()
          .source(SOURCE)
          .replid(ID)
          .offset(5_000)
          .redisRunId("run")
          .keys(100)
          .expires(10)
          .epochMillis(1_000)
          .token("token")
          .build();

  private static String local(long keys, long changes) {
    return "role:master\nrdb_changes_since_last_save:" + changes + "\ndb0:keys=" + keys + "\n";
  }

  private static String source(String id, long backlog, long offset) {
    return "role:master\nmaster_replid:"
        + id
        + "\nmaster_repl_offset:"
        + offset
        + "\nrepl_backlog_active:"
        + (backlog > 0 ? 1 : 0)
        + "\nrepl_backlog_first_byte_offset:"
        + backlog
        + "\n";
  }

  private static StopEvidence found(String local, DynomiteState dynomite, String token) {
    return StopEvidence.of(NOTE, RedisInfo.parse(local), dynomite, token);
  }

  private static StopEvidence found() {
    return found(local(100, 0), DynomiteState.STANDBY, "token");
  }

  private static Optional<Suitability> from(StopEvidence found, String source) {
    return found.from(SOURCE, RedisInfo.parse(source).replication(), Optional.empty());
  }

  private static void assertNot(String wanted, StopEvidence found, String source) {
    Suitability planned = from(found, source).get();
    assertFalse(planned.reason(), planned.suits());
    assertTrue(planned.reason(), planned.reason().contains(wanted));
  }

  private static void assertDoubt(String wanted, StopEvidence found) {
    assertEquals(Optional.empty(), found.note());
    assertNot(wanted, found, source(ID, 1, 9_000));
  }

  @Test
  public void withoutAStopThereIsNothingToSay() {
    assertEquals(Optional.empty(), from(StopEvidence.none(), source(ID, 1, 9_000)));
    assertEquals(Optional.empty(), StopEvidence.none().note());
  }

  @Test
  public void theDataOfTheNoteAndAStreamThatReachesBackAreResumed() {
    Suitability planned = from(found(), source(ID, 5_001, 9_000)).get();
    assertTrue(planned.reason(), planned.suits());
    assertEquals(
        "the source's stream reaches back to the planned stop, 4000 bytes ago", planned.reason());
    assertTrue(from(found(), source(ID, 1, 5_000)).get().suits());
    assertTrue(
        "a Dynomite that is down takes no writes",
        from(found(local(100, 0), DynomiteState.UNREACHABLE, "token"), source(ID, 1, 9_000))
            .get()
            .suits());
  }

  @Test
  public void keysMayHaveExpiredButNotMoreThanHadAnExpiry() {
    assertTrue(found(local(90, 0), DynomiteState.STANDBY, "token").note().isPresent());
    assertDoubt("holds 89 keys", found(local(89, 0), DynomiteState.STANDBY, "token"));
    assertDoubt("holds 101 keys", found(local(101, 0), DynomiteState.STANDBY, "token"));
  }

  @Test
  public void otherDataIsNotResumed() {
    assertDoubt("not that of the stop", found(local(100, 0), DynomiteState.STANDBY, ""));
    assertDoubt("not that of the stop", found(local(100, 0), DynomiteState.STANDBY, "older"));
    assertDoubt("was written to", found(local(100, 1), DynomiteState.STANDBY, "token"));
    assertDoubt(
        "was written to", found("role:master\ndb0:keys=100\n", DynomiteState.STANDBY, "token"));
    assertDoubt(
        "not a master", found("role:slave\ndb0:keys=100\n", DynomiteState.STANDBY, "token"));
  }

  @Test
  public void aDynomiteThatHasServedHasPassedWritesOn() {
    for (DynomiteState state : DynomiteState.values()) {
      boolean silent = state == DynomiteState.STANDBY || state == DynomiteState.UNREACHABLE;
      assertEquals(
          state.toString(), silent, found(local(100, 0), state, "token").note().isPresent());
    }
  }

  @Test
  public void aSourceThatCannotContinueIsNamedWithItsReason() {
    assertNot("no longer than from offset 5002", found(), source(ID, 5_002, 9_000));
    assertNot("another replication id", found(), source(ID.replace('0', 'a'), 1, 9_000));
    assertNot("from offset 0", found(), source(ID, 0, 9_000));
    Suitability other =
        found()
            .from(
                new Endpoint("10.0.0.3", 22122),
                RedisInfo.parse(source(ID, 1, 9_000)).replication(),
                Optional.empty())
            .get();
    assertEquals("the stop noted the source 10.0.0.2:22122, which is not chosen", other.reason());
  }

  @Test
  public void aNoteIsOverOnceItWasUsed() {
    StopEvidence found = found();
    found.over("it was used");
    assertDoubt("it was used", found);
  }

  /** What has been read from the source is newer than what it has reported before. */
  @Test
  public void aStreamThatIsHeldNeedsNoBacklogBackToTheStop() throws Exception {
    String source = source(ID, 8_000, 9_000);
    assertNot("no longer than from offset 8000", found(), source);
    Path path = Paths.get("target", "held-" + System.nanoTime());
    ReplicationStream stream = streamOf(9_500);
    try (HeldStream held =
        HeldStream.begin((a, id, from) -> stream, ID, 5_000, path, 10_000, Ticker.system())) {
      while (held.until() < 9_500) {
        Thread.yield();
      }
      Suitability suits =
          found().from(SOURCE, RedisInfo.parse(source).replication(), Optional.of(held)).get();
      assertTrue(suits.reason(), suits.suits());
      assertTrue(suits.reason(), suits.reason().contains("is held here"));
    }
  }

  /** Returns a stream from the stop up to this offset. */
  private static ReplicationStream streamOf(long end) {
    return new ReplicationStream() {
      private long offset = 5_000;

      @Override
      public String replid() {
        return ID;
      }

      @Override
      public int read(byte[] buffer) {
        int bytes = (int) Math.min(buffer.length, end - offset);
        offset += bytes;
        return bytes;
      }

      @Override
      public void acknowledge(long to) {}

      @Override
      public void close() {}
    };
  }
}
