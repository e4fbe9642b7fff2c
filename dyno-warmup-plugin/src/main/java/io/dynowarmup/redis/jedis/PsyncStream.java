// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis.jedis;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.redis.stream.ReplicationStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** {@link ReplicationStream} over PSYNC. The connection is not opened again after it broke. */
final class PsyncStream implements ReplicationStream {
  private static final String CONTINUE = "CONTINUE";

  private final Channel channel;
  private final JedisConnection connection;
  private final String replid;

  /**
   * Asks the server to continue its stream, unless it would begin a full sync.
   *
   * @param announced further options of REPLCONF
   * @throws WarmupException SYNC_BROKEN if the server cannot continue its stream; SOURCE_AT_RISK if
   *     it began a full sync although its INFO promised otherwise, which was ended at once
   */
  PsyncStream(Commands commands, Map<String, String> announced, String replid, long offset) {
    this.channel = commands.channel();
    try {
      // The master then answers with the id that it has now. Only for a replica without "eof" it
      // forks at once, whatever its repl-diskless-sync-delay.
      commands.run(Command.of("REPLCONF", "capa", "eof", "capa", "psync2"));
      announced.forEach((option, value) -> commands.run(Command.of("REPLCONF", option, value)));
      new BacklogCheck(commands, replid, offset).require();
      connection = channel.current();
      this.replid = ask(replid, offset);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private String ask(String id, long offset) {
    Command psync = Command.of("PSYNC", id, String.valueOf(offset + 1));
    Object answer = channel.beforeStream(connection, psync);
    if (answer instanceof WarmupException) {
      throw (WarmupException) answer;
    }
    String said =
        answer instanceof byte[] ? new String((byte[]) answer, StandardCharsets.US_ASCII) : "";
    String[] words = said.trim().split(" +");
    if (CONTINUE.equals(words[0])) {
      return words.length > 1 ? words[1] : id;
    }
    close();
    if ("FULLRESYNC".equals(words[0])) {
      throw new WarmupException(
          Reason.SOURCE_AT_RISK,
          "Redis "
              + channel.endpoint()
              + " began a full sync instead of continuing its replication stream at offset "
              + offset
              + ", and is not asked again: its repl-backlog-size is too small for its writes");
    }
    throw channel.unexpected("PSYNC");
  }

  @Override
  public String replid() {
    return replid;
  }

  @Override
  public int read(byte[] buffer) {
    return channel.arrived(connection, buffer);
  }

  @Override
  public void acknowledge(long offset) {
    channel.sendOnly(connection, Command.of("REPLCONF", "ACK", String.valueOf(offset)));
  }

  @Override
  public void close() {
    channel.close();
  }
}
