// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.store.directory;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of the file of a message: when it was sent, an id, how often it was received, and, while
 * a worker holds it, until when it is hidden. Times are milliseconds since 1970. Immutable.
 */
final class MessageName {
  private static final Pattern FORMAT =
      Pattern.compile("(\\d{13})-([0-9a-f-]{36})\\.(\\d{1,9})(?:\\.(\\d{1,18}))?");

  private final long sentMillis;
  private final String id;
  private final int receives;
  private final long hiddenUntil;

  private MessageName(long sentMillis, String id, int receives, long hiddenUntil) {
    this.sentMillis = sentMillis;
    this.id = id;
    this.receives = receives;
    this.hiddenUntil = hiddenUntil;
  }

  static MessageName sent(long millis) {
    return new MessageName(millis, UUID.randomUUID().toString(), 0, -1);
  }

  /** Parses the name of a file; empty if it is not that of a message. */
  static Optional<MessageName> parse(String name) {
    Matcher m = FORMAT.matcher(name);
    return m.matches()
        ? Optional.of(
            new MessageName(
                Long.parseLong(m.group(1)),
                m.group(2),
                Integer.parseInt(m.group(3)),
                m.group(4) == null ? -1 : Long.parseLong(m.group(4))))
        : Optional.empty();
  }

  /** Returns the name after it was received once more. */
  MessageName received(long until) {
    return new MessageName(sentMillis, id, receives + 1, until);
  }

  MessageName hidden(long until) {
    return new MessageName(sentMillis, id, receives, until);
  }

  MessageName waiting() {
    return hidden(-1);
  }

  long sentMillis() {
    return sentMillis;
  }

  int receives() {
    return receives;
  }

  /** Returns whether the worker that holds the message has run out of time. */
  boolean isOver(long now) {
    return hiddenUntil < now;
  }

  @Override
  public String toString() {
    String name = String.format(Locale.ROOT, "%013d-%s.%d", sentMillis, id, receives);
    return hiddenUntil < 0 ? name : name + "." + hiddenUntil;
  }
}
