// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What a server answered to one question, or why it did not. Immutable. */
public final class Answer {
  private final Object value;
  private final WarmupException refusal;

  private Answer(Object value, WarmupException refusal) {
    this.value = value;
    this.refusal = refusal;
  }

  /**
   * @param value bytes, a Long, null, or a list of these
   */
  public static Answer of(Object value) {
    return new Answer(value, null);
  }

  /** The server answered with an error. */
  public static Answer refused(WarmupException why) {
    return new Answer(null, why);
  }

  /** Nobody asked. */
  static Answer unknown() {
    return refused(new WarmupException(Reason.REDIS_ERROR, "not asked"));
  }

  /** Whether it is no error. */
  public boolean ok() {
    return refusal == null;
  }

  /** The error; empty when it is none. */
  public Optional<WarmupException> refusal() {
    return Optional.ofNullable(refusal);
  }

  /**
   * Whether the server does not know the command: it is renamed, disabled or of a newer version.
   */
  public boolean unknownCommand() {
    return refusal != null && RedisFailure.unknownCommand(refusal);
  }

  /** Empty when it is nil, an error or something else. */
  public Optional<byte[]> bytes() {
    return value instanceof byte[] ? Optional.of((byte[]) value) : Optional.empty();
  }

  /** Empty when it is an error or something else. */
  public OptionalLong number() {
    return value instanceof Long ? OptionalLong.of((Long) value) : OptionalLong.empty();
  }

  /** Empty when it is nil, an error or something else. */
  public Optional<String> text() {
    return bytes().map(b -> new String(b, StandardCharsets.UTF_8));
  }

  /** The elements of a list; empty when it is none. */
  public List<Answer> list() {
    List<Answer> elements = new ArrayList<>();
    if (value instanceof List) {
      for (Object element : (List<?>) value) {
        elements.add(of(element));
      }
    }
    return elements;
  }

  /** Whether it is nil. */
  public boolean nil() {
    return refusal == null && value == null;
  }
}
