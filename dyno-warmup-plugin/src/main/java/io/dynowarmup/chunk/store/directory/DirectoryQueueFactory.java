// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.store.directory;

import io.dynowarmup.chunk.store.ChunkQueue;
import io.dynowarmup.chunk.store.ChunkQueueFactory;
import io.dynowarmup.time.Pause;
import io.dynowarmup.time.Ticker;
import java.net.URI;

/** Opens queues such as {@code file:///var/lib/queue}. */
public final class DirectoryQueueFactory implements ChunkQueueFactory {
  @Override
  public String scheme() {
    return DirectoryUri.SCHEME;
  }

  @Override
  public ChunkQueue open(URI uri, Ticker ticker, Pause pause) {
    return new DirectoryQueue(DirectoryUri.path(uri), ticker, pause);
  }
}
