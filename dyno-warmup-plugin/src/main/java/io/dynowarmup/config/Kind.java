// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.config;

import java.util.Arrays;
import java.util.function.Predicate;

/** What the text of a setting may be. */
final class Kind {
  static final Kind BOOLEAN = new Kind("true or false", Shapes::isBoolean);
  static final Kind PORT = number("", 1, 65_535);
  static final Kind PORTS =
      new Kind("1 to 65535, several separated by commas, no blanks", Shapes::isPorts);
  static final Kind PORT_OR_OFF =
      new Kind("off, or 0 to 65535", t -> t.equals("off") || t.equals("0") || Shapes.isPort(t));
  static final Kind HOST = new Kind("a host name or an IP address, without a port", Shapes::isHost);
  static final Kind ENDPOINT = new Kind("host:port, an IPv6 address in []", Shapes::isEndpoint);
  static final Kind URL = new Kind("http://host:port and nothing after it", Shapes::isUrl);
  static final Kind NAME = new Kind("letters, digits, '.', '_' and '-'", Shapes::isName);
  static final Kind WORD = new Kind("a name without blanks, ':' and ';'", Shapes::isWord);
  static final Kind USER = new Kind("a name without blanks", Shapes::isUnbroken);
  static final Kind SOURCE = new Kind("a host, host:port or the name of a rack", Shapes::isSource);
  static final Kind TOKENS =
      new Kind(
          "whole numbers from 0 to 4294967295, separated by commas, no blanks", Shapes::isTokens);
  static final Kind PEERS =
      new Kind(
          "host:dynPort:rack:datacenter:tokens[:redisPort], several separated by ; or blanks",
          Shapes::isPeers);
  static final Kind VERIFY =
      new Kind(
          "off, sample, full or repair",
          Arrays.asList("off", "sample", "full", "repair")::contains);
  static final Kind CRON =
      new Kind("a cron expression of Quartz, such as 0 0 3 * * ?", Cron::isCron);
  static final Kind PATH = new Kind("a path", Shapes::isLine);
  static final Kind COMMAND = new Kind("a command for sh -c", t -> t.indexOf('\0') < 0);
  static final Kind SECRET = new Kind("text", t -> t.indexOf('\0') < 0);

  private final String unit;
  private final String range;
  private final String allowed;
  private final Predicate<String> accepts;

  private Kind(String allowed, Predicate<String> accepts) {
    this("", allowed, allowed, accepts);
  }

  private Kind(String unit, String range, String allowed, Predicate<String> accepts) {
    this.unit = unit;
    this.range = range;
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
    String range = least + " to " + most + (unit.isEmpty() ? "" : " " + unit);
    return new Kind(
        unit,
        range,
        "a whole number from " + range + ", digits only",
        t -> Shapes.isNumber(t, least, most));
  }

  /** bytes, ms, s, or the empty string. */
  String unit() {
    return unit;
  }

  /** For a table. */
  String range() {
    return range;
  }

  /** For the end of a sentence. */
  String allowed() {
    return allowed;
  }

  boolean accepts(String text) {
    return accepts.test(text);
  }

  @Override
  public String toString() {
    return range;
  }
}
