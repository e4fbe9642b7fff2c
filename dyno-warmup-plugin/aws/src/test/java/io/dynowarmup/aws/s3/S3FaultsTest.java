// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.aws.s3;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.aws.AwsClients;
import io.dynowarmup.chunk.store.ChunkStore;
import io.dynowarmup.chunk.store.ChunkStores;
import io.dynowarmup.chunk.store.Draft;
import io.dynowarmup.time.Pause;
import io.dynowarmup.time.Ticker;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Collections;
import java.util.Random;
import org.junit.After;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.function.ThrowingRunnable;

/** What goes wrong between this library and a server: a retry, or one clear error. */
public class S3FaultsTest {
  @ClassRule public static final S3Server SERVER = new S3Server();

  private static final int MORE_THAN_ALL_TRIES = 20;
  private static final long USUAL_SILENCE_MILLIS = 30_000;
  private static final long SHORT_SILENCE_MILLIS = 2_000;
  private static final byte[] SMALL = {1, 2, 3};

  private final byte[] large = new byte[2_000_000];
  private String uri;
  private ChunkStore store;

  @Before
  public void open() {
    new Random(1).nextBytes(large);
    uri = SERVER.newStore();
    store = open(uri);
  }

  /** Opens a store whose retries do not wait. */
  private static ChunkStore open(String uri) {
    return open(uri, USUAL_SILENCE_MILLIS);
  }

  private static ChunkStore open(String uri, long silenceMillis) {
    S3Location location = S3Location.of(URI.create(uri));
    AwsClients clients = AwsClients.withoutDelays(Ticker.system());
    return new S3Store(
        location, () -> location.connect(clients, silenceMillis), (millis, signal) -> {});
  }

  @After
  public void close() {
    SERVER.front().clear();
    store.close();
  }

  private static ChunkStores stores() {
    return new ChunkStores(Ticker.system(), Pause.system());
  }

  private void put(String name, byte[] content) throws IOException {
    try (Draft draft = store.draft()) {
      draft.write(content);
      draft.commit(name);
    }
  }

  private byte[] get(String name) throws IOException {
    try (InputStream in = store.open(name).orElseThrow()) {
      return in.readAllBytes();
    }
  }

  private static WarmupException assertFails(Reason reason, ThrowingRunnable call) {
    WarmupException e = assertThrows(WarmupException.class, call);
    assertEquals(e.getMessage(), reason, e.reason());
    assertFalse(e.getMessage(), e.getMessage().contains(S3Server.SECRET));
    assertFalse(e.getMessage(), e.getMessage().contains("\n"));
    return e;
  }

  @Test
  public void aServerThatLimitsTheRateIsAskedAgain() throws Exception {
    Front.Fault slowDown = Front.error(503, "SlowDown");
    SERVER.front().next(slowDown, slowDown);

    put("a", large);

    assertArrayEquals(large, get("a"));
  }

  @Test
  public void aServerThatLimitsTheRateForTooLongIsBusy() {
    endlessly(Front.error(503, "SlowDown"));

    WarmupException e = assertFails(Reason.BUSY, () -> put("a", SMALL));

    assertTrue(e.getMessage(), e.getMessage().contains("limits the rate"));
    assertTrue(e.getMessage(), e.getMessage().contains("s3://"));
  }

  private static void endlessly(Front.Fault fault) {
    SERVER
        .front()
        .next(Collections.nCopies(MORE_THAN_ALL_TRIES, fault).toArray(new Front.Fault[0]));
  }

  @Test
  public void anUploadThatIsCutIsRepeated() throws Exception {
    SERVER.front().next(Front.cutUpload(700_000), Front.cutUpload(0));

    put("a", large);

    assertArrayEquals(large, get("a"));
  }

  @Test
  public void anUploadThatIsCutEachTimeLeavesNothing() throws Exception {
    endlessly(Front.cutUpload(700_000));

    assertFails(Reason.CONNECTION_LOST, () -> put("a", large));

    SERVER.front().clear();
    assertEquals(Collections.emptyList(), store.list(""));
    assertFalse(store.open("a").isPresent());
  }

  @Test
  public void aDownloadThatIsCutIsContinued() throws Exception {
    put("a", large);
    Front front = SERVER.front();
    front.next(front.cutAnswer(900_000), front.cutAnswer(500_000));

    assertArrayEquals(large, get("a"));
  }

  @Test
  public void aDownloadIsNotContinuedWithAnotherObject() throws Exception {
    put("a", large);
    Front front = SERVER.front();
    front.next(front.cutAnswer(900_000));
    try (InputStream in = store.open("a").orElseThrow()) {
      in.readNBytes(100);
      byte[] other = large.clone();
      Arrays.fill(other, (byte) 7);
      put("a", other);

      assertThrows(IOException.class, in::readAllBytes);
    }
  }

  @Test
  public void aDownloadThatIsCutEachTimeFails() throws Exception {
    put("a", large);
    endlessly(SERVER.front().cutAnswer(0));

    assertThrows(Exception.class, () -> get("a"));
  }

  @Test
  public void ofAConditionalPutWhoseAnswerIsLostTheWriterKnowsThatItSucceeded() throws Exception {
    Front front = SERVER.front();
    front.next(front.cutAnswer(0));
    try (Draft draft = store.draft()) {
      draft.write(SMALL);

      assertTrue(draft.commitIfAbsent("a"));
    }
    try (Draft draft = store.draft()) {
      draft.write(SMALL);

      assertFalse("the same content, but of another writer", draft.commitIfAbsent("a"));
    }
  }

  @Test
  public void whileAnotherWriterStoresTheSameNameItIsTriedAgain() throws Exception {
    SERVER.front().next(Front.error(409, "ConditionalRequestConflict"));
    try (Draft draft = store.draft()) {
      draft.write(SMALL);

      assertTrue(draft.commitIfAbsent("a"));
    }
  }

  @Test
  public void aServerThatHangsInTheMiddleIsAskedAgain() throws Exception {
    store = open(uri, SHORT_SILENCE_MILLIS);
    Front front = SERVER.front();
    front.next(Front.silence(), front.silenceAfter(0));

    put("a", large);
    front.next(front.silenceAfter(900_000), Front.silence());

    assertArrayEquals(large, get("a"));
    assertEquals(1, store.list("").size());
  }

  @Test
  public void aServerThatHangsEachTimeIsTooSlowAndStoresNothing() {
    store = open(uri, SHORT_SILENCE_MILLIS);
    endlessly(Front.silence());

    WarmupException e = assertFails(Reason.TIME_OUT, () -> put("a", large));

    assertTrue(e.getMessage(), e.getMessage().contains("s3://"));
    SERVER.front().clear();
    assertEquals(Collections.emptyList(), store.list(""));
  }

  @Test
  public void aBucketThatIsMissingIsNamed() {
    store = open(SERVER.storeIn("no-such-bucket"));

    assertFails(Reason.NO_STORE, () -> put("a", SMALL));
    assertFails(Reason.NO_STORE, () -> store.list(""));
    assertFails(Reason.NO_STORE, () -> store.open("a"));
    WarmupException e = assertFails(Reason.NO_STORE, () -> store.delete("a"));
    assertTrue(e.getMessage(), e.getMessage().contains("s3://no-such-bucket/"));
  }

  @Test
  public void wrongCredentialsAreSaid() {
    System.setProperty("aws.secretAccessKey", "wrong-secret");
    try (ChunkStore wrong = open(uri)) {
      WarmupException e = assertFails(Reason.NOAUTH, () -> wrong.list(""));
      assertFalse(e.getMessage(), e.getMessage().contains("wrong-secret"));
    } finally {
      System.setProperty("aws.secretAccessKey", S3Server.SECRET);
    }
  }

  @Test
  public void aRequestThatIsNotPermittedIsSaid() {
    SERVER.front().next(Front.error(403, "AccessDenied"));

    assertFails(Reason.NOPERM, () -> store.list(""));
  }

  @Test
  public void aClockThatIsWrongIsCorrectedByTheServersTime() throws Exception {
    String inTwoHours =
        ZonedDateTime.now(ZoneOffset.UTC).plusHours(2).format(DateTimeFormatter.RFC_1123_DATE_TIME);
    SERVER.front().next(Front.error(403, "RequestTimeTooSkewed", "Date: " + inTwoHours + "\r\n"));

    put("a", SMALL);

    assertArrayEquals(SMALL, get("a"));
  }

  @Test
  public void aClockThatStaysWrongIsSaid() {
    endlessly(Front.error(403, "RequestTimeTooSkewed"));

    WarmupException e = assertFails(Reason.NOAUTH, () -> store.list(""));

    assertTrue(e.getMessage(), e.getMessage().contains("clock"));
  }

  @Test
  public void aServerThatIsNotThereRefuses() {
    try (ChunkStore none = open("s3://bucket?path-style=true&endpoint=http://127.0.0.1:1")) {
      assertFails(Reason.REFUSED, () -> none.list(""));
    }
  }

  @Test
  public void aHostThatIsNotThereIsUnreachable() {
    try (ChunkStore none = open("s3://bucket?endpoint=http://no-such-host.invalid")) {
      assertFails(Reason.UNREACHABLE, () -> none.list(""));
    }
  }

  @Test
  public void whatIsWrongWithAUriIsSaid() {
    assertBadUri("s3:///a", "names no bucket");
    assertBadUri("s3://b", "names no bucket");
    assertBadUri("s3://bucket/a//b", "not a name of a stored object");
    assertBadUri("s3://bucket?path-style=yes", "allowed are true and false");
    assertBadUri("s3://bucket?endpoint=localhost", "endpoint is not an address");
    assertBadUri("s3://bucket?endpoint=ftp://a", "endpoint is not an address");
    assertBadUri("s3://bucket?region=Frankfurt", "region 'Frankfurt'");
    assertBadUri("s3://bucket?zone=a", "option 'zone' is unknown");
  }

  private static void assertBadUri(String uri, String why) {
    WarmupException e = assertFails(Reason.BAD_ARGUMENT, () -> stores().store(uri));
    assertTrue(e.getMessage(), e.getMessage().contains(why));
  }
}
