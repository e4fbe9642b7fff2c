// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.state;

import io.dynowarmup.api.Endpoint;
import java.util.List;
import org.immutables.value.Value;

/** What a planned stop notes of the node, for the next start. */
@Value.Immutable
public abstract class StopNote {
  StopNote() {}

  /** Returns the source whose stream is continued. */
  public abstract Endpoint source();

  /** Returns the replication id of the source. */
  public abstract String replid();

  /** Returns the offset of the source up to which everything is here. */
  public abstract long offset();

  /** Returns the {@code run_id} of the local Redis that was stopped. */
  public abstract String redisRunId();

  /** Returns the number of keys here, without the reserved keys that are not counted. */
  public abstract long keys();

  /** Returns how many of the keys have an expiry. */
  public abstract long expires();

  /** Returns when the node was stopped, in ms since 1970. */
  public abstract long epochMillis();

  /** Returns the value of a reserved key that only the data of this stop contains. */
  public abstract String token();

  /** Returns the keys that were written here while the node was being stopped. */
  public abstract List<byte[]> doubtful();

  @Override
  public String toString() {
    return "offset "
        + offset()
        + " of "
        + source()
        + " (replication id "
        + replid()
        + "), "
        + keys()
        + " keys, "
        + doubtful().size()
        + " of them written during the stop";
  }

  /** Builds a note. */
  public static final class Builder extends ImmutableStopNote.Builder {}
}
