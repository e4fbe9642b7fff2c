// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.replication.reconcile;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.journal.StreamOpener;
import io.dynowarmup.redis.stream.ReplicationStream;
import io.dynowarmup.spi.Journals;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Streams that bring nothing, of servers that may refuse them at first. */
final class FakeJournals implements Journals {
  int rights;
  int refusals;
  Reason reason = Reason.SYNC_BROKEN;
  final List<Long> cuts = new ArrayList<>();

  @Override
  public StreamOpener local() {
    rights++;
    return (replid, offset) -> open(replid);
  }

  @Override
  public StreamOpener source() {
    return local();
  }

  ReplicationStream open(String replid) {
    if (refusals-- > 0) {
      throw new WarmupException(reason, "the backlog does not reach back");
    }
    return new ReplicationStream() {
      @Override
      public String replid() {
        return replid;
      }

      @Override
      public int read(byte[] buffer) {
        return 0;
      }

      @Override
      public void acknowledge(long offset) {}

      @Override
      public void close() {}
    };
  }

  @Override
  public Optional<String> gap() {
    return Optional.empty();
  }

  @Override
  public Map<String, String> cut(long mostMillis) {
    cuts.add(mostMillis);
    return Collections.emptyMap();
  }
}
