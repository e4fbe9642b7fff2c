// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.fakes;

import io.dynowarmup.chunk.store.ChunkStore;
import io.dynowarmup.chunk.store.ChunkStoreFactory;
import io.dynowarmup.chunk.store.Draft;
import io.dynowarmup.chunk.store.StoredObject;
import io.dynowarmup.time.ManualTime;
import io.dynowarmup.time.Pause;
import io.dynowarmup.time.Ticker;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * The stores with the scheme {@code hung}, such as a volume whose server is down. No request is
 * ever answered. The clock moves on while one waits.
 */
public final class HungStoreFactory implements ChunkStoreFactory {
  public static final String URI = "hung:///";

  private static final long STEP_MILLIS = 600_000;

  @Override
  public String scheme() {
    return "hung";
  }

  @Override
  public ChunkStore open(java.net.URI uri, Ticker ticker, Pause pause) {
    return new HungStore((ManualTime) ticker);
  }

  /** Its requests do not even end when their thread is interrupted. */
  private static final class HungStore implements ChunkStore {
    private final ManualTime time;

    HungStore(ManualTime time) {
      this.time = time;
    }

    private <T> T hang() {
      time.advance(STEP_MILLIS);
      CountDownLatch never = new CountDownLatch(1);
      while (true) {
        try {
          never.await();
        } catch (InterruptedException e) {
          continue;
        }
      }
    }

    @Override
    public Draft draft() {
      return hang();
    }

    @Override
    public Optional<InputStream> open(String name) {
      return hang();
    }

    @Override
    public List<StoredObject> list(String prefix) {
      return hang();
    }

    @Override
    public boolean delete(String name) {
      return hang();
    }

    @Override
    public void close() {
      hang();
    }

    @Override
    public String toString() {
      return URI;
    }
  }
}
