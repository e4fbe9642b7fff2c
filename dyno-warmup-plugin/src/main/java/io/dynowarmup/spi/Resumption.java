// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.spi;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.redis.RedisData;
import io.dynowarmup.redis.relay.StreamSource;
import java.util.List;

/** Where a planned stop left the data of this node in the stream of the source. */
public interface Resumption {
  /** Returns the replication id of the source. */
  String replid();

  /** Returns the offset of the source up to which everything is here. */
  long offset();

  /** Returns the keys in which later writes may be here already, of database 0. */
  List<byte[]> doubtful();

  /** Returns the stream of the source. */
  StreamSource stream();

  /** Returns the keys of the source, over a connection that the caller closes. */
  RedisData sourceKeys();

  /**
   * Uses the note of the stop: from now on it is gone.
   *
   * @param relay the master that the local Redis is about to get, so that the next run knows it
   */
  void begin(Endpoint relay);

  /** Records that the local Redis is attached to no relay any more. */
  void end();
}
