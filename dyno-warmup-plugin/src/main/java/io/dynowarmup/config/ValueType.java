// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.config;

import java.util.Arrays;
import java.util.function.Predicate;

/** The type of a setting: its unit, its range and the check of its text. */
final class ValueType {
  static final ValueType BOOLEAN = new ValueType("true or false", Validators::isBoolean);
  static final ValueType PORT = number("", 1, 65_535);
  static final ValueType PORTS =
      new ValueType("1 to 65535, several separated by commas, no blanks", Validators::isPorts);
  static final ValueType PORT_OR_OFF =
      new ValueType(
          "off, or 0 to 65535", t -> t.equals("off") || t.equals("0") || Validators.isPort(t));
  static final ValueType HOST =
      new ValueType("a host name or an IP address, without a port", Validators::isHost);
  static final ValueType ENDPOINT =
      new ValueType("host:port, an IPv6 address in []", Validators::isEndpoint);
  static final ValueType URL =
      new ValueType("http://host:port and nothing after it", Validators::isUrl);
  static final ValueType NAME =
      new ValueType("letters, digits, '.', '_' and '-'", Validators::isName);
  static final ValueType WORD =
      new ValueType("a name without blanks, ':' and ';'", Validators::isWord);
  static final ValueType USER = new ValueType("a name without blanks", Validators::isUnbroken);
  static final ValueType SOURCE =
      new ValueType("a host, host:port or the name of a rack", Validators::isSource);
  static final ValueType TOKENS =
      new ValueType(
          "whole numbers from 0 to 4294967295, separated by commas, no blanks",
          Validators::isTokens);
  static final ValueType PEERS =
      new ValueType(
          "host:dynPort:rack:datacenter:tokens[:redisPort], several separated by ; or blanks",
          Validators::isPeers);
  static final ValueType VERIFY =
      new ValueType(
          "off, sample, full or repair",
          Arrays.asList("off", "sample", "full", "repair")::contains);
  static final ValueType CRON =
      new ValueType("a cron expression of Quartz, such as 0 0 3 * * ?", Cron::isCron);
  static final ValueType PATH = new ValueType("a path", Validators::isLine);
  static final ValueType COMMAND = new ValueType("a command for sh -c", t -> t.indexOf('\0') < 0);
  static final ValueType SECRET = new ValueType("text", t -> t.indexOf('\0') < 0);

  private final String unit;
  private final String range;
  private final String allowed;
  private final Predicate<String> accepts;

  private ValueType(String allowed, Predicate<String> accepts) {
    this("", allowed, allowed, accepts);
  }

  private ValueType(String unit, String range, String allowed, Predicate<String> accepts) {
    this.unit = unit;
    this.range = range;
    this.allowed = allowed;
    this.accepts = accepts;
  }

  static ValueType millis(long least, long most) {
    return number("ms", least, most);
  }

  static ValueType seconds(long least, long most) {
    return number("s", least, most);
  }

  static ValueType bytes(long least, long most) {
    return number("bytes", least, most);
  }

  static ValueType count(long least, long most) {
    return number("", least, most);
  }

  private static ValueType number(String unit, long least, long most) {
    String range = least + " to " + most + (unit.isEmpty() ? "" : " " + unit);
    return new ValueType(
        unit,
        range,
        "a whole number from " + range + ", digits only",
        t -> Validators.isNumber(t, least, most));
  }

  /** Returns bytes, ms, s, or the empty string. */
  String unit() {
    return unit;
  }

  /** Returns the range for a table. */
  String range() {
    return range;
  }

  /** Returns what is allowed, as the end of a sentence. */
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
