// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.dynomite.standin.wire;

import java.nio.charset.StandardCharsets;

/** Dynomite's own error answers, word for word. */
public final class Errors {
  public static final byte[] WRONG_STATE =
      resp("Dynomite: Dynomite's current state does not allow this request");
  public static final byte[] STORAGE_REFUSED = resp("Storage: Datastore refused connection");
  public static final byte[] PEER_REFUSED = resp("Peer: Peer Node refused connection");
  public static final byte[] PEER_NOT_CONNECTED = resp("Peer: Peer Node is not connected");

  static final byte[] NO_QUORUM = resp("Dynomite: Failed to achieve Quorum");

  private Errors() {}

  private static byte[] resp(String text) {
    return ("-ERR " + text + "\r\n").getBytes(StandardCharsets.US_ASCII);
  }
}
