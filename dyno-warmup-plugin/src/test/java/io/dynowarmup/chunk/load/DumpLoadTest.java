// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.load;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.chunk.format.HashRanges;
import io.dynowarmup.chunk.format.KeyHash;
import io.dynowarmup.chunk.store.ChunkStore;
import io.dynowarmup.chunk.store.Draft;
import io.dynowarmup.chunk.store.StoredObject;
import io.dynowarmup.time.ManualTime;
import io.dynowarmup.topology.hash.HashTag;
import io.dynowarmup.topology.hash.TokenHash;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.junit.Test;

public class DumpLoadTest {
  /** A store that cannot be listed. */
  private static final class Failing implements ChunkStore {
    private final Reason reason;
    private boolean closed;

    Failing(Reason reason) {
      this.reason = reason;
    }

    private WarmupException failure() {
      return new WarmupException(reason, "s3://bucket/ fails");
    }

    @Override
    public Draft draft() {
      throw failure();
    }

    @Override
    public Optional<InputStream> open(String name) {
      throw failure();
    }

    @Override
    public List<StoredObject> list(String prefix) {
      throw failure();
    }

    @Override
    public boolean delete(String name) {
      throw failure();
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  private static WarmupException failureOf(Failing store) {
    KeyHash hash = new KeyHash(TokenHash.MURMUR, HashTag.NONE);
    ChunkScope scope = ChunkScope.of("c", hash, HashRanges.ALL);
    return assertThrows(
        WarmupException.class,
        () -> DumpLoad.open(store, scope, null, new ManualTime(), note -> {}));
  }

  @Test
  public void aStoreThatDoesNotAnswerIsNoFaultOfTheSource() {
    Failing store = new Failing(Reason.TIME_OUT);
    WarmupException e = failureOf(store);

    assertEquals(Reason.STRATEGY_CANNOT, e.reason());
    assertEquals("no dump can be read: s3://bucket/ fails", e.getMessage());
    assertTrue(store.closed);
  }

  @Test
  public void aStoreThatIsMissingKeepsItsReason() {
    assertEquals(Reason.NO_STORE, failureOf(new Failing(Reason.NO_STORE)).reason());
  }
}
