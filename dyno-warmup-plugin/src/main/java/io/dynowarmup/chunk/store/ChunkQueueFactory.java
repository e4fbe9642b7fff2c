// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.store;

import io.dynowarmup.time.Pause;
import io.dynowarmup.time.Ticker;
import java.net.URI;

/**
 * Opens queues of one scheme. Found through {@link java.util.ServiceLoader}; needs a public
 * constructor without arguments.
 */
public interface ChunkQueueFactory {
  /** Returns the scheme of the URIs, in lower case. */
  String scheme();

  /**
   * Opens a queue. Changes nothing, and need not connect.
   *
   * @throws io.dynowarmup.api.WarmupException BAD_ARGUMENT if the URI is not valid
   */
  ChunkQueue open(URI uri, Ticker ticker, Pause pause);
}
