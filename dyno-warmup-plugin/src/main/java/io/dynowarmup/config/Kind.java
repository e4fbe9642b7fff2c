package io.dynowarmup.config;

import io.dynowarmup.Endpoint;
import java.util.Locale;
import java.util.function.Predicate;

/** What the text of a setting may be. */
final class Kind {
  static final Kind TEXT = new Kind("", "text", t -> true);
  static final Kind SECRET = new Kind("", "text", t -> true);
  static final Kind NAME =
      new Kind("", "letters, digits, '.', '_' and '-'", t -> t.matches("[A-Za-z0-9._-]*"));
  static final Kind BOOLEAN =
      new Kind("", "true or false", t -> t.equalsIgnoreCase("true") || t.equalsIgnoreCase("false"));
  static final Kind PORT = number("", 1, 65535);
  static final Kind ENDPOINT = new Kind("", "host:port", Kind::isEndpoint);

  private final String unit;
  private final String allowed;
  private final Predicate<String> accepts;

  private Kind(String unit, String allowed, Predicate<String> accepts) {
    this.unit = unit;
    this.allowed = allowed;
    this.accepts = accepts;
  }

  static Kind millis(long least, long most) {
    return number("ms", least, most);
  }

  static Kind seconds(long least, long most) {
    return number("s", least, most);
  }

  static Kind bytes(long least, long most) {
    return number("bytes", least, most);
  }

  static Kind count(long least, long most) {
    return number("", least, most);
  }

  private static Kind number(String unit, long least, long most) {
    String allowed =
        "a whole number from " + least + " to " + most + (unit.isEmpty() ? "" : " " + unit);
    return new Kind(unit, allowed, t -> isNumber(t, least, most));
  }

  private static boolean isNumber(String text, long least, long most) {
    try {
      long n = Long.parseLong(text);
      return n >= least && n <= most;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static boolean isEndpoint(String text) {
    try {
      Endpoint.parse(text);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  String unit() {
    return unit;
  }

  String allowed() {
    return allowed;
  }

  boolean accepts(String text) {
    return accepts.test(text);
  }

  @Override
  public String toString() {
    return allowed.toLowerCase(Locale.ROOT);
  }
}
