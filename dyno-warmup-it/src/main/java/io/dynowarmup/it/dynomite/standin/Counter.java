// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.dynomite.standin;

import java.util.Locale;

/** The counters of {@code /info} that the stand-in maintains. */
enum Counter {
  CLIENT_EOF,
  CLIENT_CONNECTIONS,
  CLIENT_READ_REQUESTS,
  CLIENT_WRITE_REQUESTS,
  DNODE_CLIENT_EOF,
  DNODE_CLIENT_CONNECTIONS,
  PEER_EOF,
  PEER_ERR,
  PEER_CONNECTIONS,
  PEER_REQUESTS,
  PEER_DROPPED_REQUESTS,
  REMOTE_PEER_DROPPED_REQUESTS,
  SERVER_EOF,
  SERVER_ERR,
  SERVER_DROPPED_REQUESTS,
  READ_REQUESTS,
  WRITE_REQUESTS;

  String field() {
    return name().toLowerCase(Locale.ROOT);
  }
}
