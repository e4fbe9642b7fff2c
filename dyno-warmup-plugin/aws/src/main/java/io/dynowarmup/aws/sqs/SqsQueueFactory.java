// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.aws.sqs;

import io.dynowarmup.aws.AwsClients;
import io.dynowarmup.chunk.store.ChunkQueue;
import io.dynowarmup.chunk.store.ChunkQueueFactory;
import io.dynowarmup.time.Pause;
import io.dynowarmup.time.Ticker;
import java.net.URI;

/** Opens queues such as {@code sqs://name?region=eu-central-1}. */
public final class SqsQueueFactory implements ChunkQueueFactory {
  @Override
  public String scheme() {
    return SqsLocation.SCHEME;
  }

  @Override
  public ChunkQueue open(URI uri, Ticker ticker, Pause pause) {
    SqsLocation location = SqsLocation.of(uri);
    return new SqsQueue(location, () -> location.connect(AwsClients.create(ticker)), ticker, pause);
  }
}
