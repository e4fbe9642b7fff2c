// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.dynomite.standin.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.LongFunction;

/**
 * A DEL, EXISTS, MGET or MSET whose keys belong to several nodes, split into one request per node.
 */
public final class Fragments implements Request.Asker {
  private static final byte[] OK = "+OK\r\n".getBytes(StandardCharsets.US_ASCII);

  private final Request whole;
  private final List<Request> parts = new ArrayList<>();
  private final List<Request> partOfKey = new ArrayList<>();

  private Fragments(Request whole) {
    this.whole = whole;
  }

  /**
   * Returns the parts. When the last of them is answered, the whole request is answered too.
   *
   * @param owner returns the owner of a key with this hash
   * @param make makes a request from its bytes and from the receiver of its answer
   */
  public static List<Request> of(
      Request whole,
      KeyHash hash,
      LongFunction<Object> owner,
      BiFunction<byte[], Request.Asker, Request> make) {
    List<byte[]> arguments = whole.arguments();
    int step = whole.command().isPairs() ? 2 : 1;
    Map<Object, List<byte[]>> byOwner = new LinkedHashMap<>();
    List<Object> owners = new ArrayList<>();
    for (int i = 0; i + step <= arguments.size(); i += step) {
      Object whose = owner.apply(hash.of(arguments.get(i)));
      byOwner
          .computeIfAbsent(whose, each -> new ArrayList<>())
          .addAll(arguments.subList(i, i + step));
      owners.add(whose);
    }
    Fragments fragments = new Fragments(whole);
    Map<Object, Request> parts = new LinkedHashMap<>();
    byOwner.forEach(
        (whose, words) ->
            parts.put(whose, make.apply(command(whole.command().name(), words), fragments)));
    fragments.parts.addAll(parts.values());
    owners.forEach(whose -> fragments.partOfKey.add(parts.get(whose)));
    return fragments.parts;
  }

  private static byte[] command(String name, List<byte[]> words) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(ascii("*" + (words.size() + 1) + "\r\n$" + name.length() + "\r\n" + name));
    for (byte[] word : words) {
      bytes.writeBytes(ascii("\r\n$" + word.length + "\r\n"));
      bytes.writeBytes(word);
    }
    bytes.writeBytes(ascii("\r\n"));
    return bytes.toByteArray();
  }

  @Override
  public void answered(Request part) {
    if (parts.stream().allMatch(Request::isAnswered)) {
      whole.answer(together());
    }
  }

  private byte[] together() {
    for (Request part : parts) {
      if (part.answer()[0] == '-') {
        return part.answer();
      }
    }
    switch (whole.command().name()) {
      case "MSET":
        return OK;
      case "MGET":
        return values();
      default:
        long sum = parts.stream().mapToLong(part -> Resp.number(part.answer(), 1)).sum();
        return ascii(":" + sum + "\r\n");
    }
  }

  /** Returns the values in the order of the keys. */
  private byte[] values() {
    Map<Request, Integer> at = new LinkedHashMap<>();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(ascii("*" + partOfKey.size() + "\r\n"));
    for (Request part : partOfKey) {
      byte[] answer = part.answer();
      int from = at.computeIfAbsent(part, p -> Resp.lineEnd(answer, 0, answer.length));
      int to = Resp.end(answer, from, answer.length);
      bytes.writeBytes(Arrays.copyOfRange(answer, from, to));
      at.put(part, to);
    }
    return bytes.toByteArray();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
