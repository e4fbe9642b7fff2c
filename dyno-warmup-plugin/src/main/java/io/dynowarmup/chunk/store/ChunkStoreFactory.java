// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.store;

import io.dynowarmup.time.Pause;
import io.dynowarmup.time.Ticker;
import java.net.URI;

/**
 * Opens stores of one scheme. Found through {@link java.util.ServiceLoader}; needs a public
 * constructor without arguments.
 */
public interface ChunkStoreFactory {
  /** Returns the scheme of the URIs, in lower case. */
  String scheme();

  /**
   * Opens a store. Changes nothing, and need not connect.
   *
   * @throws io.dynowarmup.api.WarmupException BAD_ARGUMENT if the URI is not valid
   */
  ChunkStore open(URI uri, Ticker ticker, Pause pause);
}
