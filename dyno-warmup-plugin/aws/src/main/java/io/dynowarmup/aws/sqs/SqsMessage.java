// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.aws.sqs;

import io.dynowarmup.chunk.store.ChunkMessage;
import io.dynowarmup.time.Ticker;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageNotInflightException;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.ReceiptHandleIsInvalidException;
import software.amazon.awssdk.services.sqs.model.SqsException;

/** A message that this worker holds. */
final class SqsMessage implements ChunkMessage {
  private static final String INVALID = "InvalidParameterValue";

  private final SqsCalls calls;
  private final String url;
  private final Message message;
  private final int visibilitySeconds;
  private final Ticker ticker;
  private long heldSince;

  SqsMessage(
      SqsCalls calls,
      String url,
      Message message,
      int visibilitySeconds,
      Ticker ticker,
      long heldSince) {
    this.calls = calls;
    this.url = url;
    this.message = message;
    this.visibilitySeconds = visibilitySeconds;
    this.ticker = ticker;
    this.heldSince = heldSince;
  }

  @Override
  public String body() {
    return message.body();
  }

  @Override
  public int receives() {
    String count = message.attributes().get(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT);
    return count == null ? 1 : Integer.parseInt(count);
  }

  @Override
  public boolean extend() {
    long now = ticker.nanos();
    boolean held = hide(visibilitySeconds);
    if (held) {
      heldSince = now;
    }
    return held;
  }

  /** Hides the message for some seconds from now on; returns false if it is no longer held. */
  private boolean hide(int seconds) {
    return calls.call(
        sqs -> {
          try {
            sqs.changeMessageVisibility(
                b ->
                    b.queueUrl(url)
                        .receiptHandle(message.receiptHandle())
                        .visibilityTimeout(seconds));
            return true;
          } catch (MessageNotInflightException | ReceiptHandleIsInvalidException e) {
            return false;
          } catch (SqsException e) {
            if (INVALID.equals(e.awsErrorDetails().errorCode())) {
              return false; // SQS answers so if the time is over
            }
            throw e;
          }
        });
  }

  @Override
  public boolean acknowledge() {
    boolean inTime = ticker.nanos() - heldSince < TimeUnit.SECONDS.toNanos(visibilitySeconds);
    return calls.call(
        sqs -> {
          try {
            sqs.deleteMessage(b -> b.queueUrl(url).receiptHandle(message.receiptHandle()));
            return inTime;
          } catch (ReceiptHandleIsInvalidException e) {
            return false;
          }
        });
  }

  @Override
  public void giveBack() {
    hide(0);
  }

  @Override
  public String toString() {
    return message.messageId();
  }
}
