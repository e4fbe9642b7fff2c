// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.populate;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.chunk.store.ChunkMessage;
import io.dynowarmup.chunk.store.ChunkQueue;
import io.dynowarmup.chunk.store.QueueDepth;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Pause;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a queue, and asks again if it fails. Used by one thread. */
final class QueueReader {
  private static final Logger LOG = LoggerFactory.getLogger(QueueReader.class);
  private static final int MOST_FAILURES = 5;
  private static final long PAUSE_MILLIS = 1_000;

  private final ChunkQueue queue;
  private final Pause pause;
  private final CancelSignal cancel;

  QueueReader(ChunkQueue queue, Pause pause, CancelSignal cancel) {
    this.queue = queue;
    this.pause = pause;
    this.cancel = cancel;
  }

  /** Asks a queue. */
  private interface Question<T> {
    T ask() throws InterruptedException;
  }

  Optional<ChunkMessage> receive(long waitMillis) throws InterruptedException {
    return ask(() -> queue.receive(waitMillis));
  }

  QueueDepth depth() throws InterruptedException {
    return ask(queue::depth);
  }

  private <T> T ask(Question<T> question) throws InterruptedException {
    for (int failures = 1; ; failures++) {
      try {
        return question.ask();
      } catch (WarmupException e) {
        if (e.reason() == Reason.NO_STORE || failures == MOST_FAILURES || cancel.isCancelled()) {
          throw e;
        }
        LOG.warn("Queue {} is asked again in {} s: {}", queue, failures, e.getMessage());
        pause.millis(failures * PAUSE_MILLIS, cancel);
      }
    }
  }
}
