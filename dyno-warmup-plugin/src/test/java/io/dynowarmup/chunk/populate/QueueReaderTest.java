// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.populate;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.chunk.store.ChunkMessage;
import io.dynowarmup.chunk.store.ChunkQueue;
import io.dynowarmup.chunk.store.QueueDepth;
import io.dynowarmup.chunk.store.QueueLimits;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.ManualTime;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.Test;

public class QueueReaderTest {
  private final ManualTime time = new ManualTime();
  private Reason reason = Reason.TIME_OUT;
  private int failures;
  private int requests;

  /** A queue whose first requests fail. */
  private final class Failing implements ChunkQueue {
    @Override
    public boolean exists() {
      return true;
    }

    @Override
    public void create(QueueLimits limits, String owner) {
      throw new AssertionError("only read");
    }

    @Override
    public Optional<String> owner() {
      return Optional.empty();
    }

    @Override
    public void send(String body) {
      throw new AssertionError("only read");
    }

    @Override
    public Optional<ChunkMessage> receive(long waitMillis) {
      depth();
      return Optional.empty();
    }

    @Override
    public QueueDepth depth() {
      requests++;
      if (failures-- > 0) {
        throw new WarmupException(reason, "the queue does not answer");
      }
      return QueueDepth.of(3, 0, 0, OptionalLong.empty());
    }

    @Override
    public List<String> deadLetters(int most) {
      return Collections.emptyList();
    }

    @Override
    public void destroy() {
      throw new AssertionError("only read");
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }

  private final QueueReader reader = new QueueReader(new Failing(), time, CancelSignal.never());

  @Test
  public void aQueueThatFailsAFewTimesIsAskedAgain() throws InterruptedException {
    failures = 4;
    assertEquals(3, reader.depth().waiting());
    failures = 1;
    assertEquals(Optional.empty(), reader.receive(0));
    assertEquals(7, requests);
  }

  @Test
  public void aQueueThatKeepsFailingEndsTheWork() {
    failures = 100;
    assertThrows(WarmupException.class, reader::depth);
    assertEquals(5, requests);
  }

  @Test
  public void aQueueThatWasRemovedIsNotAskedAgain() {
    failures = 100;
    reason = Reason.NO_STORE;
    assertThrows(WarmupException.class, () -> reader.receive(0));
    assertEquals(1, requests);
  }
}
