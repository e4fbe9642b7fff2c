// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.aws.sqs;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.chunk.store.ChunkQueue;
import io.dynowarmup.chunk.store.ChunkQueueContract;
import io.dynowarmup.chunk.store.ChunkStores;
import io.dynowarmup.time.Pause;
import io.dynowarmup.time.Ticker;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.ClassRule;
import org.junit.Test;

/** What every queue does, against a real server of SQS's protocol. */
public class SqsQueueTest extends ChunkQueueContract {
  @ClassRule public static final SqsServer SERVER = new SqsServer();

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private String name;

  @Override
  protected ChunkQueue openMissing() {
    name = "q-" + UUID.randomUUID();
    return openAgain();
  }

  @Override
  protected ChunkQueue openAgain() {
    return skipping().queue(SERVER.queue(name));
  }

  private static ChunkStores stores() {
    return new ChunkStores(Ticker.system(), Pause.system());
  }

  /** A queue of another owner is waited for; these pauses move the clock and do not sleep. */
  private static ChunkStores skipping() {
    AtomicLong skipped = new AtomicLong();
    Ticker ticker =
        new Ticker() {
          @Override
          public long nanos() {
            return Ticker.system().nanos() + TimeUnit.MILLISECONDS.toNanos(skipped.get());
          }

          @Override
          public long epochMillis() {
            return Ticker.system().epochMillis() + skipped.get();
          }
        };
    return new ChunkStores(ticker, (millis, signal) -> skipped.addAndGet(millis));
  }

  /** Long enough for a slow machine: what is held must stay held between two lines of a test. */
  @Override
  protected long visibilityMillis() {
    return 5_000;
  }

  @Override
  protected void passVisibility() {
    try (ChunkQueue queue = openAgain()) {
      Awaitility.await().atMost(LIMIT).until(() -> queue.depth().held() == 0);
    }
  }

  @Override
  protected long waitMillis() {
    return 1_000;
  }

  @Test
  public void whatIsWrongWithAUriIsSaid() {
    assertBadUri("sqs:a.b", "'a.b' is not a name of a queue");
    assertBadUri("sqs:a?path-style=true", "option 'path-style' is unknown");
    assertEquals("sqs://warm-up", stores().queue("sqs:warm-up?region=eu-west-1").toString());
  }

  private static void assertBadUri(String uri, String why) {
    WarmupException e = assertThrows(WarmupException.class, () -> stores().queue(uri));
    assertEquals(Reason.BAD_ARGUMENT, e.reason());
    assertTrue(e.getMessage(), e.getMessage().contains(why));
  }

  @Test
  public void aServerThatIsNotThereRefuses() {
    try (ChunkQueue none = stores().queue("sqs://q?endpoint=http://127.0.0.1:1")) {
      WarmupException e = assertThrows(WarmupException.class, none::exists);
      assertEquals(e.getMessage(), Reason.REFUSED, e.reason());
    }
  }
}
