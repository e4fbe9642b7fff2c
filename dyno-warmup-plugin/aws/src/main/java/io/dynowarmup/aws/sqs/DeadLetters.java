// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.aws.sqs;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** The queue of dead letters. Reading does not remove them. */
final class DeadLetters {
  private static final int MOST_PER_REQUEST = 10;

  /**
   * SQS asks only some of its servers for each answer. After this many answers without a new
   * message, the list counts as complete.
   */
  private static final int EMPTY_ANSWERS = 3;

  private final SqsCalls calls;
  private final Supplier<String> url;

  DeadLetters(SqsCalls calls, Supplier<String> url) {
    this.calls = calls;
    this.url = url;
  }

  long count() {
    String queue = url.get();
    QueueAttributeName number = QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES;
    Map<QueueAttributeName, String> answer =
        calls
            .call(sqs -> sqs.getQueueAttributes(b -> b.queueUrl(queue).attributeNames(number)))
            .attributes();
    return Long.parseLong(answer.getOrDefault(number, "0"));
  }

  /** Returns the bodies of some messages, each once. */
  Collection<String> peek(int most) {
    String queue = url.get();
    Map<String, String> bodies = new LinkedHashMap<>();
    for (int empty = 0; empty < EMPTY_ANSWERS && bodies.size() < most; ) {
      int before = bodies.size();
      for (Message message : receive(queue)) {
        if (bodies.size() < most) {
          bodies.put(message.messageId(), message.body());
        }
      }
      empty = bodies.size() > before ? 0 : empty + 1;
    }
    return bodies.values();
  }

  /** Receives messages and leaves them visible to others. */
  private List<Message> receive(String queue) {
    return calls
        .call(
            sqs ->
                sqs.receiveMessage(
                    b ->
                        b.queueUrl(queue)
                            .maxNumberOfMessages(MOST_PER_REQUEST)
                            .visibilityTimeout(0)))
        .messages();
  }
}
