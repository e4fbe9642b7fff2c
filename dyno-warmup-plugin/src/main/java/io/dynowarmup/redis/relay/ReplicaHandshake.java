// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis.relay;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Answers the commands with which a replica introduces itself: PING, AUTH, REPLCONF and PSYNC. The
 * source of the facts is Redis' {@code syncWithMaster}.
 */
final class ReplicaHandshake {
  private static final String LISTENING_PORT = "listening-port";
  private static final String IP_ADDRESS = "ip-address";

  private final ReplicaCommands commands;
  private final OutputStream out;
  private final String password;
  private final Map<String, String> announced = new HashMap<>();

  ReplicaHandshake(ReplicaCommands commands, OutputStream out, String password) {
    this.commands = commands;
    this.out = out;
    this.password = password;
  }

  /**
   * Answers all commands up to PSYNC, which is left to the caller.
   *
   * @return the offset that the replica has
   * @throws IOException if it has not the password, asks for a full sync or is no replica
   */
  long offset() throws IOException {
    boolean known = false;
    while (true) {
      List<String> command = commands.next();
      String name = command.isEmpty() ? "" : command.get(0).toUpperCase(Locale.ROOT);
      switch (name) {
        case "PING":
          answer("+PONG");
          break;
        case "AUTH":
          known = command.get(command.size() - 1).equals(password);
          answer(known ? "+OK" : "-WRONGPASS another password is needed");
          break;
        case "REPLCONF":
          note(command);
          answer("+OK");
          break;
        case "PSYNC":
          if (known) {
            return offset(command);
          }
          answer("-NOAUTH a password is needed");
          throw new IOException("it did not send the password that this relay has given it");
        default:
          throw new IOException(
              name.isEmpty() ? "its connection ended" : "it sent " + name + " instead of PSYNC");
      }
    }
  }

  private void note(List<String> command) {
    for (int i = 1; i + 1 < command.size(); i += 2) {
      String option = command.get(i).toLowerCase(Locale.ROOT);
      if (LISTENING_PORT.equals(option) || IP_ADDRESS.equals(option)) {
        announced.put(option, command.get(i + 1));
      }
    }
  }

  private long offset(List<String> psync) throws IOException {
    String next = psync.size() < 3 ? "" : psync.get(2);
    if (!next.matches("\\d{1,18}")) {
      answer("-NOMASTERLINK nothing can be continued");
      throw new IOException("it has no offset of its own and asks for a full sync");
    }
    return Long.parseLong(next) - 1;
  }

  /** Returns the address and port that the replica announces, as options of REPLCONF. */
  Map<String, String> announced() {
    return announced;
  }

  /** Accepts PSYNC: from now on the replica reads the stream of this replication id. */
  void proceed(String replid) throws IOException {
    answer("+CONTINUE " + replid);
  }

  /** Refuses PSYNC, so that the replica keeps its data and tries again later. */
  void refuse() throws IOException {
    answer("-NOMASTERLINK the source cannot continue");
  }

  private void answer(String line) throws IOException {
    out.write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }
}
