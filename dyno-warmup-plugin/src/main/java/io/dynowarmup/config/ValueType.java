// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.config;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.Secret;
import io.dynowarmup.dynomite.AdminUrl;
import io.dynowarmup.topology.ring.ClusterNode;
import io.dynowarmup.topology.ring.PeersText;
import io.dynowarmup.topology.ring.Tokens;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The type of a setting: its unit, its range and its parser. The parser is the only reader of the
 * text, so that a value that passes the validation cannot fail later.
 */
final class ValueType<T> {
  private static final Pattern BOOLEANS = Pattern.compile("(?i)true|false");
  private static final Pattern NAMES = Pattern.compile("[A-Za-z0-9._-]+");
  private static final Pattern HOSTS =
      Pattern.compile(NAMES + "|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(%\\w+)?");

  /** Names as Dynomite allows them between the colons of a seed. */
  private static final Pattern WORDS = Pattern.compile("[^\\s\\p{Cntrl}:;]+");

  private static final Pattern USERS = Pattern.compile("[^\\s\\p{Cntrl}]+");
  private static final Pattern LINES = Pattern.compile("[^\\x00-\\x1f\\x7f-\\x9f]+");
  private static final Pattern TEXTS = Pattern.compile("[^\\x00]+");

  static final ValueType<Boolean> BOOLEAN =
      new ValueType<>("true or false", t -> matching(BOOLEANS, t).equalsIgnoreCase("true"));
  static final ValueType<Long> PORT = count(1, 65_535);
  static final ValueType<List<Integer>> PORTS =
      new ValueType<>("1 to 65535, several separated by commas, no spaces", ValueType::ports);
  static final ValueType<OptionalInt> PORT_OR_OFF =
      new ValueType<>("off, or 0 to 65535", ValueType::portOrOff);
  static final ValueType<String> HOST =
      matching("a host name or an IP address, without a port", HOSTS);
  static final ValueType<Endpoint> ENDPOINT =
      new ValueType<>("host:port, an IPv6 address in []", t -> named(Endpoint.parse(t)));
  static final ValueType<String> URL =
      new ValueType<>("http://host:port and nothing after it", ValueType::url);
  static final ValueType<String> NAME = matching("letters, digits, '.', '_' and '-'", NAMES);
  static final ValueType<String> WORD = matching("a name without spaces, ':' and ';'", WORDS);
  static final ValueType<String> USER = matching("a name without spaces", USERS);
  static final ValueType<String> SOURCE =
      new ValueType<>("a host, host:port or the name of a rack", ValueType::source);
  static final ValueType<List<Long>> TOKENS =
      new ValueType<>(
          "whole numbers from 0 to 4294967295, separated by commas, no spaces", Tokens::parse);
  static final ValueType<List<ClusterNode>> PEERS =
      new ValueType<>(PeersText.ALLOWED, ValueType::peers);
  static final ValueType<String> VERIFY =
      matching("off, sample, full or repair", Pattern.compile("off|sample|full|repair"));
  static final ValueType<Cron> CRON =
      new ValueType<>("a cron expression of Quartz, such as 0 0 3 * * ?", Cron::of);
  static final ValueType<String> URI =
      matching(
          "a URI such as file:///var/lib/chunks, without a password",
          Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:[^\\s\\p{Cntrl}@]+"));
  static final ValueType<Path> PATH = new ValueType<>("a path", t -> Paths.get(matching(LINES, t)));
  static final ValueType<String> COMMAND = matching("a command for sh -c", TEXTS);
  static final ValueType<Secret> SECRET =
      new ValueType<>("text", t -> Secret.of(matching(TEXTS, t)));

  private final String unit;
  private final String range;
  private final String allowed;
  private final Function<String, T> parser;

  private ValueType(String allowed, Function<String, T> parser) {
    this("", allowed, allowed, parser);
  }

  private ValueType(String unit, String range, String allowed, Function<String, T> parser) {
    this.unit = unit;
    this.range = range;
    this.allowed = allowed;
    this.parser = parser;
  }

  static ValueType<Long> millis(long least, long most) {
    return number("ms", least, most);
  }

  static ValueType<Long> seconds(long least, long most) {
    return number("s", least, most);
  }

  static ValueType<Long> bytes(long least, long most) {
    return number("bytes", least, most);
  }

  static ValueType<Long> count(long least, long most) {
    return number("", least, most);
  }

  private static ValueType<Long> number(String unit, long least, long most) {
    String range = least + " to " + most + (unit.isEmpty() ? "" : " " + unit);
    return new ValueType<>(
        unit,
        range,
        "a whole number from " + range + ", digits only",
        t -> within(least, most, digits(t)));
  }

  private static long digits(String text) {
    return Tokens.digits(text, 18)
        .orElseThrow(() -> new IllegalArgumentException("not 1 to 18 digits"));
  }

  private static long within(long least, long most, long number) {
    if (number < least || number > most) {
      throw new IllegalArgumentException("not from " + least + " to " + most);
    }
    return number;
  }

  private static ValueType<String> matching(String allowed, Pattern pattern) {
    return new ValueType<>(allowed, t -> matching(pattern, t));
  }

  private static String matching(Pattern pattern, String text) {
    if (!pattern.matcher(text).matches()) {
      throw new IllegalArgumentException("does not match " + pattern);
    }
    return text;
  }

  private static List<Integer> ports(String text) {
    return Arrays.stream(text.split(",", -1)).map(Tokens::port).collect(Collectors.toList());
  }

  private static OptionalInt portOrOff(String text) {
    if (text.equals("off")) {
      return OptionalInt.empty();
    }
    return OptionalInt.of(text.equals("0") ? 0 : Tokens.port(text));
  }

  private static Endpoint named(Endpoint endpoint) {
    matching(HOSTS, endpoint.host());
    return endpoint;
  }

  private static String url(String text) {
    named(AdminUrl.parse(text));
    return text;
  }

  private static String source(String text) {
    if (!WORDS.matcher(text).matches() && !HOSTS.matcher(text).matches()) {
      named(Endpoint.parse(text));
    }
    return text;
  }

  private static List<ClusterNode> peers(String text) {
    List<ClusterNode> peers = PeersText.parse(text);
    within(1, Long.MAX_VALUE, peers.size());
    peers.forEach(peer -> named(peer.dynomite()));
    return peers;
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

  /**
   * Parses the text of a setting without asking any server.
   *
   * @throws IllegalArgumentException if the text is not {@link #allowed()}
   * @throws io.dynowarmup.api.WarmupException if it is not the URL of an admin port
   */
  T parse(String text) {
    return parser.apply(text);
  }

  @Override
  public String toString() {
    return range;
  }
}
