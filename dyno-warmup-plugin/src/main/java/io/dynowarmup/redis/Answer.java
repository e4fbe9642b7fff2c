// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The reply to one command, or the error. Immutable. */
public final class Answer {
  private final Object value;
  private final WarmupException refusal;

  private Answer(Object value, WarmupException refusal) {
    this.value = value;
    this.refusal = refusal;
  }

  /**
   * Returns a reply that is not an error.
   *
   * @param value bytes, a Long, null, or a list of these
   */
  public static Answer of(Object value) {
    return new Answer(value, null);
  }

  /** Returns a reply that is an error of the server. */
  public static Answer refused(WarmupException why) {
    return new Answer(null, why);
  }

  /** Returns the reply of a node that does not send commands. */
  static Answer unknown() {
    return refused(new WarmupException(Reason.REDIS_ERROR, "not asked"));
  }

  /** Returns whether the reply is not an error. */
  public boolean ok() {
    return refusal == null;
  }

  /** Returns the error; empty if the reply is not an error. */
  public Optional<WarmupException> refusal() {
    return Optional.ofNullable(refusal);
  }

  /**
   * Returns whether the command is unknown or not permitted. The next reply will then be the same.
   */
  public boolean refusedForGood() {
    return unknownCommand() || refusal().filter(e -> e.reason() == Reason.NOPERM).isPresent();
  }

  /**
   * Returns whether the server does not know the command: it is renamed, disabled or belongs to a
   * newer version.
   */
  public boolean unknownCommand() {
    return refusal != null && RedisFailure.unknownCommand(refusal);
  }

  /** Returns the bytes; empty if the reply is nil, an error or of another type. */
  public Optional<byte[]> bytes() {
    return value instanceof byte[] ? Optional.of((byte[]) value) : Optional.empty();
  }

  /** Returns the number; empty if the reply is an error or of another type. */
  public OptionalLong number() {
    return value instanceof Long ? OptionalLong.of((Long) value) : OptionalLong.empty();
  }

  /** Returns the text in UTF-8; empty if the reply is nil, an error or of another type. */
  public Optional<String> text() {
    return bytes().map(b -> new String(b, StandardCharsets.UTF_8));
  }

  /** Returns the elements of a list; empty if the reply is not a list. */
  public List<Answer> list() {
    List<Answer> elements = new ArrayList<>();
    if (value instanceof List) {
      for (Object element : (List<?>) value) {
        elements.add(of(element));
      }
    }
    return elements;
  }

  /** Returns whether the reply is nil. */
  public boolean nil() {
    return refusal == null && value == null;
  }
}
