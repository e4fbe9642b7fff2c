// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.dynomite.standin.wire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One complete command, as its bytes. */
public final class Request {
  private final byte[] bytes;
  private final Command command;
  private final int keyFrom;
  private final int keyLength;
  private final Asker asker;
  private final long id;
  private Quorum quorum;
  private byte[] answer;

  /** Receives the answer. */
  public interface Asker {
    /** Called on the loop's thread. The request holds the answer. */
    void answered(Request request);
  }

  private Request(byte[] bytes, Command command, int keyFrom, int keyLength, Asker asker, long id) {
    this.bytes = bytes;
    this.command = command;
    this.keyFrom = keyFrom;
    this.keyLength = keyLength;
    this.asker = asker;
    this.id = id;
  }

  /** Returns the request, or null if Dynomite does not know the command or its key is missing. */
  public static Request parse(byte[] bytes, Asker asker, long id) {
    int nameLine = Resp.lineEnd(bytes, 0, bytes.length);
    int name = Resp.lineEnd(bytes, nameLine, bytes.length);
    int nameLength = (int) Resp.number(bytes, nameLine + 1);
    Command command = Command.named(new String(bytes, name, nameLength, StandardCharsets.US_ASCII));
    if (command == null) {
      return null;
    }
    int elements = (int) Resp.number(bytes, 1);
    int keyLine = name + nameLength + 2;
    // EVAL script numkeys key ...
    int skip = command.name().startsWith("EVAL") ? 2 : 0;
    if (elements < 2 + skip) {
      return command.routing() == Routing.NORMAL || command.routing() == Routing.OWN_RACK
          ? null
          : new Request(bytes, command, 0, 0, asker, id);
    }
    for (int i = 0; i < skip; i++) {
      keyLine = Resp.end(bytes, keyLine, bytes.length);
    }
    int key = Resp.lineEnd(bytes, keyLine, bytes.length);
    return new Request(bytes, command, key, (int) Resp.number(bytes, keyLine + 1), asker, id);
  }

  public byte[] bytes() {
    return bytes;
  }

  public Command command() {
    return command;
  }

  public long id() {
    return id;
  }

  public byte[] key() {
    return Arrays.copyOfRange(bytes, keyFrom, keyFrom + keyLength);
  }

  /** Returns the words after the command's name. */
  List<byte[]> arguments() {
    List<byte[]> words = new ArrayList<>();
    int at = Resp.lineEnd(bytes, 0, bytes.length);
    while (at < bytes.length) {
      int end = Resp.end(bytes, at, bytes.length);
      words.add(Arrays.copyOfRange(bytes, Resp.lineEnd(bytes, at, bytes.length), end - 2));
      at = end;
    }
    return words.subList(1, words.size());
  }

  public boolean isAnswered() {
    return answer != null;
  }

  public byte[] answer() {
    return answer;
  }

  /** Makes the answers of several racks count. */
  public void wants(Quorum several) {
    quorum = several;
  }

  /** Adds an answer. Without a quorum, the first answer counts. */
  public void answer(byte[] given) {
    if (answer != null) {
      return;
    }
    answer = quorum == null ? given : quorum.submit(given);
    if (answer != null) {
      asker.answered(this);
    }
  }
}
