// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.aws.sqs;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.aws.AwsErrors;
import io.dynowarmup.chunk.store.QueueOwner;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Deadline;
import io.dynowarmup.time.Pause;
import io.dynowarmup.time.Ticker;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;
import software.amazon.awssdk.services.sqs.model.QueueNameExistsException;

/** Creates, marks and removes queues by their names. */
final class QueueNames {
  private static final Logger LOG = LoggerFactory.getLogger(QueueNames.class);

  /** The tag of the queues that names their owner. */
  private static final String OWNER = "dyno-warmup-owner";

  /** SQS refuses to create a queue for 60 s after it was removed, and shows it as long. */
  private static final long LONGEST_DELETION_MILLIS = 75_000;

  private static final long RETRY_MILLIS = 5_000;

  /** Messages are kept for 14 days, the longest time that SQS knows. */
  private static final long RETENTION = TimeUnit.DAYS.toSeconds(14);

  private final SqsCalls calls;
  private final String what;
  private final Ticker ticker;
  private final Pause pause;

  /**
   * @param what the queue, as a user knows it
   */
  QueueNames(SqsCalls calls, String what, Ticker ticker, Pause pause) {
    this.calls = calls;
    this.what = what;
    this.ticker = ticker;
    this.pause = pause;
  }

  /**
   * Throws NOT_ALLOWED if there is a queue of this name that is not the owner's, and that does not
   * disappear as one that was just removed.
   */
  void requireNone(String name, String owner, Consumer<String> notes) {
    Deadline limit = Deadline.after(ticker, LONGEST_DELETION_MILLIS);
    boolean noted = false;
    Optional<Optional<String>> found = owner(name);
    while (isOfAnother(found, owner)) {
      if (limit.passed()) {
        throw QueueOwner.refused(what + " (" + name + ")", found.get());
      }
      if (!noted) {
        notes.accept(
            "queue "
                + name
                + " is listed; waiting for up to "
                + LONGEST_DELETION_MILLIS / 1_000
                + " s, because SQS lists a removed queue for a minute");
      }
      noted = true;
      pause();
      found = owner(name);
    }
  }

  /** Returns whether there is a queue of this name that is not the owner's. */
  boolean isOfAnother(String name, String owner) {
    return isOfAnother(owner(name), owner);
  }

  private static boolean isOfAnother(Optional<Optional<String>> found, String owner) {
    return found.isPresent() && !found.get().filter(owner::equals).isPresent();
  }

  /** Returns the mark of a queue, which may have none; empty if there is no queue. */
  Optional<Optional<String>> owner(String name) {
    return calls.call(
        sqs -> {
          try {
            String url = sqs.getQueueUrl(b -> b.queueName(name)).queueUrl();
            Map<String, String> tags = sqs.listQueueTags(b -> b.queueUrl(url)).tags();
            return Optional.of(Optional.ofNullable(tags.get(OWNER)));
          } catch (QueueDoesNotExistException e) {
            return Optional.empty();
          }
        });
  }

  /** Creates a queue; waits if one of this name was just removed. Returns its URL. */
  String create(String name, Map<QueueAttributeName, String> special, String owner) {
    Map<QueueAttributeName, String> attributes = new EnumMap<>(QueueAttributeName.class);
    attributes.put(QueueAttributeName.MESSAGE_RETENTION_PERIOD, String.valueOf(RETENTION));
    attributes.putAll(special);
    Map<String, String> tags = Collections.singletonMap(OWNER, owner);
    Deadline limit = Deadline.after(ticker, LONGEST_DELETION_MILLIS);
    while (true) {
      try {
        return calls.call(sqs -> created(sqs, name, attributes, tags));
      } catch (WarmupException e) {
        if (!isBeingDeleted(e) || limit.passed()) {
          throw e;
        }
        LOG.info("Queue {} was just removed; SQS creates it again after a minute", name);
        pause();
      }
    }
  }

  private static String created(
      SqsClient sqs,
      String name,
      Map<QueueAttributeName, String> attributes,
      Map<String, String> tags) {
    try {
      return sqs.createQueue(b -> b.queueName(name).attributes(attributes).tags(tags)).queueUrl();
    } catch (QueueNameExistsException e) {
      return sqs.getQueueUrl(b -> b.queueName(name)).queueUrl();
    }
  }

  private static boolean isBeingDeleted(WarmupException e) {
    return e.getCause() instanceof AwsServiceException
        && AwsErrors.code((AwsServiceException) e.getCause()).endsWith("QueueDeletedRecently");
  }

  private void pause() {
    try {
      pause.millis(RETRY_MILLIS, CancelSignal.never());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WarmupException(Reason.ABORTED, what + ": the request was interrupted", e);
    }
  }

  void delete(String name) {
    calls.call(
        sqs -> {
          try {
            String url = sqs.getQueueUrl(b -> b.queueName(name)).queueUrl();
            return sqs.deleteQueue(b -> b.queueUrl(url));
          } catch (QueueDoesNotExistException e) {
            return null; // removed already
          }
        });
  }
}
