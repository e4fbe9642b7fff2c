// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.aws.sqs;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.chunk.store.ChunkQueue;
import io.dynowarmup.chunk.store.QueueLimits;
import io.dynowarmup.time.ManualTime;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.CreateQueueRequest;
import software.amazon.awssdk.services.sqs.model.CreateQueueResponse;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesResponse;
import software.amazon.awssdk.services.sqs.model.GetQueueUrlRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueUrlResponse;
import software.amazon.awssdk.services.sqs.model.ListQueueTagsRequest;
import software.amazon.awssdk.services.sqs.model.ListQueueTagsResponse;
import software.amazon.awssdk.services.sqs.model.QueueDeletedRecentlyException;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

/** A name whose queue was just removed. ElasticMQ creates it again at once, so SQS is played. */
public class QueueNamesTest {
  private final List<String> created = new ArrayList<>();
  private final ManualTime time = new ManualTime();
  private long refusedUntil;

  /** Until then the queues of an earlier warm-up are listed, although they were removed. */
  private long listedUntil;

  private long listedFrom;
  private final List<String> notes = new ArrayList<>();

  private boolean isGhost() {
    long now = time.elapsedMillis();
    return now >= listedFrom && now < listedUntil;
  }

  /** Refuses to create a queue until some time has passed, as SQS does after a removal. */
  private final class Sqs implements SqsClient {
    @Override
    public String serviceName() {
      return "sqs";
    }

    @Override
    public void close() {
      // Nothing is open.
    }

    @Override
    public GetQueueUrlResponse getQueueUrl(GetQueueUrlRequest request) {
      if (created.contains(request.queueName()) || isGhost()) {
        return GetQueueUrlResponse.builder().queueUrl(request.queueName()).build();
      }
      throw QueueDoesNotExistException.builder().build();
    }

    @Override
    public CreateQueueResponse createQueue(CreateQueueRequest request) {
      if (time.elapsedMillis() < refusedUntil) {
        throw QueueDeletedRecentlyException.builder()
            .awsErrorDetails(
                AwsErrorDetails.builder()
                    .errorCode("AWS.SimpleQueueService.QueueDeletedRecently")
                    .build())
            .statusCode(400)
            .build();
      }
      if (!isGhost()) {
        created.add(request.queueName());
      }
      return CreateQueueResponse.builder().queueUrl(request.queueName()).build();
    }

    @Override
    public ListQueueTagsResponse listQueueTags(ListQueueTagsRequest request) {
      return ListQueueTagsResponse.builder()
          .tags(Collections.singletonMap("dyno-warmup-owner", isGhost() ? "w0" : "w1"))
          .build();
    }

    @Override
    public GetQueueAttributesResponse getQueueAttributes(GetQueueAttributesRequest request) {
      return GetQueueAttributesResponse.builder().build();
    }
  }

  private ChunkQueue queue() {
    return new SqsQueue(SqsLocation.of(URI.create("sqs://warm")), Sqs::new, time, time);
  }

  private void assertWaited(long leastMillis) {
    long waited = time.elapsedMillis();
    assertTrue(waited + " ms", waited >= leastMillis && waited < leastMillis + 15_000);
  }

  @Test
  public void theMinuteAfterARemovalIsWaitedFor() {
    refusedUntil = 60_000;
    queue().create(QueueLimits.of(1_000, 2), "w1");

    assertEquals(Arrays.asList("warm-dead", "warm"), created);
    assertWaited(60_000);
  }

  @Test
  public void aRemovedQueueOfAnEarlierWarmUpThatIsStillListedIsWaitedFor() {
    listedUntil = 60_000;
    refusedUntil = 65_000;
    queue().requireNoOther("w1", notes::add);

    assertWaited(60_000);
    assertEquals(
        Arrays.asList(
            "queue warm is listed; waiting for up to 75 s, because SQS lists a removed queue for a"
                + " minute"),
        notes);
    queue().create(QueueLimits.of(1_000, 2), "w1");
    assertEquals(Arrays.asList("warm-dead", "warm"), created);
  }

  /** SQS lists it again while the new one is created. */
  @Test
  public void aRemovedQueueThatIsReturnedInsteadOfTheNewOneIsCreatedAgain() {
    refusedUntil = 30_000;
    listedFrom = 20_000;
    listedUntil = 60_000;
    queue().create(QueueLimits.of(1_000, 2), "w1");

    assertWaited(60_000);
    assertEquals(Arrays.asList("warm-dead", "warm"), created);
  }

  @Test
  public void aQueueThatStaysListedIsThatOfAnotherWarmUp() {
    listedUntil = Long.MAX_VALUE;
    WarmupException e =
        assertThrows(WarmupException.class, () -> queue().requireNoOther("w1", notes::add));

    assertEquals(Reason.NOT_ALLOWED, e.reason());
    assertTrue(e.getMessage(), e.getMessage().contains("warm-up w0 has created it"));
    assertWaited(75_000);
    assertEquals(Arrays.asList(), created);
  }

  @Test
  public void aQueueThatIsNeverCreatedIsNamed() {
    refusedUntil = Long.MAX_VALUE;
    WarmupException e =
        assertThrows(WarmupException.class, () -> queue().create(QueueLimits.of(1_000, 2), "w1"));

    assertTrue(e.getMessage(), e.getMessage().contains("QueueDeletedRecently"));
    assertWaited(75_000);
  }
}
