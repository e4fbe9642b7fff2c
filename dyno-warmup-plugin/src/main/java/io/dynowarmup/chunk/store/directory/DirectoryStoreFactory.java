// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.store.directory;

import io.dynowarmup.chunk.store.ChunkStore;
import io.dynowarmup.chunk.store.ChunkStoreFactory;
import io.dynowarmup.time.Pause;
import io.dynowarmup.time.Ticker;
import java.net.URI;

/** Opens stores such as {@code file:///var/lib/chunks}. */
public final class DirectoryStoreFactory implements ChunkStoreFactory {
  @Override
  public String scheme() {
    return DirectoryUri.SCHEME;
  }

  @Override
  public ChunkStore open(URI uri, Ticker ticker, Pause pause) {
    return new DirectoryStore(DirectoryUri.path(uri), ticker);
  }
}
