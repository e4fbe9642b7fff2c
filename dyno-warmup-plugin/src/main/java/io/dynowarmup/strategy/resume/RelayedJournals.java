// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.resume;

import io.dynowarmup.journal.StreamOpener;
import io.dynowarmup.redis.relay.Relay;
import io.dynowarmup.spi.Journals;
import java.util.Map;
import java.util.Optional;

/** The journals of both sides, with the offsets of the source. */
final class RelayedJournals implements Journals {
  private final Journals journals;
  private final Relay relay;

  RelayedJournals(Journals journals, Relay relay) {
    this.journals = journals;
    this.relay = relay;
  }

  @Override
  public StreamOpener local() {
    StreamOpener local = journals.local();
    return (replid, offset) -> local.open(replid, relay.ofReplica(offset));
  }

  @Override
  public StreamOpener source() {
    return journals.source();
  }

  @Override
  public Optional<String> gap() {
    return journals.gap();
  }

  @Override
  public Map<String, String> cut(long mostMillis) {
    return journals.cut(mostMillis);
  }
}
