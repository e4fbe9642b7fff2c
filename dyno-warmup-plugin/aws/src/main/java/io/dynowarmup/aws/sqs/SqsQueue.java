// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.aws.sqs;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.aws.AwsErrors;
import io.dynowarmup.aws.Lazy;
import io.dynowarmup.chunk.store.ChunkMessage;
import io.dynowarmup.chunk.store.ChunkQueue;
import io.dynowarmup.chunk.store.QueueDepth;
import io.dynowarmup.chunk.store.QueueLimits;
import io.dynowarmup.time.Pause;
import io.dynowarmup.time.Ticker;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;

/** A queue of SQS, and a second one for its dead letters. */
final class SqsQueue implements ChunkQueue, SqsCalls {
  private static final Logger LOG = LoggerFactory.getLogger(SqsQueue.class);

  /**
   * The longest wait for a message and the longest visibility time, in seconds, of the <a
   * href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/">API</a>.
   */
  private static final int LONGEST_WAIT = 20;

  private static final int LONGEST_VISIBILITY = 43_200;

  /** The numbers of messages are right about a minute after the last change. */
  private static final long LAG_MILLIS = 60_000;

  private final SqsLocation location;
  private final Lazy<SqsClient> client;
  private final Ticker ticker;
  private final QueueNames names;
  private final DeadLetters dead;
  private volatile int visibility;

  SqsQueue(SqsLocation location, Supplier<SqsClient> client, Ticker ticker, Pause pause) {
    this.location = location;
    this.client = new Lazy<>(client, location.toString());
    this.ticker = ticker;
    this.names = new QueueNames(this, location.toString(), ticker, pause);
    this.dead = new DeadLetters(this, () -> url(location.deadLetterName()));
  }

  @Override
  public <T> T call(Function<SqsClient, T> request) {
    try {
      return request.apply(client.get());
    } catch (SdkException e) {
      throw AwsErrors.translate(e, toString());
    }
  }

  private String url(String name) {
    return call(sqs -> sqs.getQueueUrl(b -> b.queueName(name)).queueUrl());
  }

  private String url() {
    return url(location.name());
  }

  @Override
  public boolean exists() {
    try {
      url();
      return true;
    } catch (WarmupException e) {
      if (e.reason() == Reason.NO_STORE) {
        return false;
      }
      throw e;
    }
  }

  @Override
  public void requireNoOther(String owner, Consumer<String> notes) {
    names.requireNone(location.name(), owner, notes);
    names.requireNone(location.deadLetterName(), owner, notes);
  }

  @Override
  public void create(QueueLimits limits, String owner) {
    requireNoOther(owner, LOG::info);
    createBoth(limits, owner);
    // Another process may have created them at the same time, or a removed queue was returned.
    if (names.isOfAnother(location.name(), owner)
        || names.isOfAnother(location.deadLetterName(), owner)) {
      requireNoOther(owner, LOG::info);
      createBoth(limits, owner);
      requireNoOther(owner, LOG::info);
    }
  }

  private void createBoth(QueueLimits limits, String owner) {
    String letters = names.create(location.deadLetterName(), Collections.emptyMap(), owner);
    String arn = attribute(letters, QueueAttributeName.QUEUE_ARN);
    Map<QueueAttributeName, String> attributes = new EnumMap<>(QueueAttributeName.class);
    attributes.put(
        QueueAttributeName.VISIBILITY_TIMEOUT, String.valueOf(seconds(limits.visibilityMillis())));
    attributes.put(
        QueueAttributeName.REDRIVE_POLICY,
        "{\"deadLetterTargetArn\":\""
            + arn
            + "\",\"maxReceiveCount\":\""
            + limits.mostReceives()
            + "\"}");
    names.create(location.name(), attributes, owner);
  }

  @Override
  public Optional<String> owner() {
    return names.owner(location.name()).flatMap(found -> found);
  }

  @Override
  public long lagMillis() {
    return LAG_MILLIS;
  }

  private static int seconds(long millis) {
    return (int) Math.min(LONGEST_VISIBILITY, Math.max(1, (millis + 999) / 1_000));
  }

  private String attribute(String url, QueueAttributeName name) {
    return call(sqs -> sqs.getQueueAttributes(b -> b.queueUrl(url).attributeNames(name)))
        .attributes()
        .get(name);
  }

  @Override
  public void send(String body) {
    int bytes = body.getBytes(StandardCharsets.UTF_8).length;
    if (body.isEmpty() || bytes > MOST_BYTES) {
      throw new WarmupException(
          Reason.BAD_ARGUMENT, "a message has " + bytes + " bytes; allowed are 1 to " + MOST_BYTES);
    }
    String url = url();
    call(sqs -> sqs.sendMessage(b -> b.queueUrl(url).messageBody(body)));
  }

  @Override
  public Optional<ChunkMessage> receive(long waitMillis) throws InterruptedException {
    String url = url();
    ReceiveMessageRequest request =
        ReceiveMessageRequest.builder()
            .queueUrl(url)
            .maxNumberOfMessages(1)
            .waitTimeSeconds(waitMillis <= 0 ? 0 : Math.min(LONGEST_WAIT, seconds(waitMillis)))
            .messageSystemAttributeNames(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT)
            .build();
    int hidden = visibility(url);
    long asked = ticker.nanos();
    return received(request).map(m -> new SqsMessage(this, url, m, hidden, ticker, asked));
  }

  private Optional<Message> received(ReceiveMessageRequest request) throws InterruptedException {
    try {
      List<Message> messages = client.get().receiveMessage(request).messages();
      return messages.isEmpty() ? Optional.empty() : Optional.of(messages.get(0));
    } catch (AbortedException e) {
      throw (InterruptedException) new InterruptedException(toString()).initCause(e);
    } catch (SdkException e) {
      throw AwsErrors.translate(e, toString());
    }
  }

  /** Returns the visibility time of the queue in seconds, as it was created. */
  private int visibility(String url) {
    if (visibility == 0) {
      visibility = Integer.parseInt(attribute(url, QueueAttributeName.VISIBILITY_TIMEOUT));
    }
    return visibility;
  }

  @Override
  public QueueDepth depth() {
    String url = url();
    Map<QueueAttributeName, String> numbers =
        call(sqs ->
                sqs.getQueueAttributes(
                    b ->
                        b.queueUrl(url)
                            .attributeNames(
                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE,
                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED)))
            .attributes();
    long waiting =
        number(numbers, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES)
            + number(numbers, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED);
    long held = number(numbers, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE);
    return QueueDepth.of(waiting, held, dead.count(), OptionalLong.empty());
  }

  private static long number(Map<QueueAttributeName, String> numbers, QueueAttributeName name) {
    return Long.parseLong(numbers.getOrDefault(name, "0"));
  }

  @Override
  public List<String> deadLetters(int most) {
    url(); // NO_STORE if the queue was removed
    return new ArrayList<>(dead.peek(most));
  }

  @Override
  public void destroy() {
    names.delete(location.name());
    names.delete(location.deadLetterName());
  }

  @Override
  public void close() {
    client.close();
  }

  @Override
  public String toString() {
    return location.toString();
  }
}
