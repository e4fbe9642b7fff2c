// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.dynomite.standin;

import io.dynowarmup.it.dynomite.NodeSpec;
import io.dynowarmup.it.dynomite.Seed;
import io.dynowarmup.it.time.Clock;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Produces the answers of the admin port, byte for byte as Dynomite does. */
final class AdminAnswers {
  static final String OK = "OK\r\n";
  private static final String INFO = resource("info.txt");
  private static final String HELP = resource("help.txt");

  private final NodeSpec spec;
  private final StateHolder state;
  private final Counters counters;
  private final Boot boot;
  private final long startedSeconds = now();

  AdminAnswers(NodeSpec spec, StateHolder state, Counters counters, Boot boot) {
    this.spec = spec;
    this.boot = boot;
    this.state = state;
    this.counters = counters;
  }

  /** Returns the HTTP header and the body. */
  static byte[] http(String body) {
    String header =
        "HTTP/1.1 200 OK \nContent-Type: application/json; charset=utf-8 \nContent-Length: ";
    return (header + body.length() + " \r\n\r\n" + body).getBytes(StandardCharsets.US_ASCII);
  }

  /** Returns the body for a path. Like Dynomite, answers every unknown path as a ping. */
  String body(String path) {
    switch (path) {
      case "/info":
        return info();
      case "/help":
        return HELP;
      case "/cluster_describe":
        return clusterDescribe();
      case "/get_consistency":
        return "Read Consistency: "
            + spec.settings().readConsistency()
            + "\r\nWrite Consistency: "
            + spec.settings().writeConsistency()
            + "\r\n";
      case "/get_timeout_factor":
        return "Timeout factor: 1\n";
      case "/state/get_state":
        boot.readContext();
        return "State: " + state.get() + "\n";
      case "/state/standby":
        return set(State.STANDBY);
      case "/state/writes_only":
        return set(State.WRITES_ONLY);
      case "/state/resuming":
        return set(State.RESUMING);
      case "/state/normal":
        return set(State.NORMAL);
      default:
        return OK;
    }
  }

  private String set(State wanted) {
    boot.readPeers();
    state.set(wanted);
    return OK;
  }

  private String info() {
    String text = INFO;
    long[] numbers = counters.fetch();
    for (Counter counter : Counter.values()) {
      long number = number(counter, numbers);
      if (number != 0) {
        String field = "\n\"" + counter.field() + "\":";
        text = text.replace(field + 0, field + number);
      }
    }
    text =
        text.replace("{\"client_eof\":0", "{\"client_eof\":" + number(Counter.CLIENT_EOF, numbers));
    text =
        text.replace("{\"server_eof\":0", "{\"server_eof\":" + number(Counter.SERVER_EOF, numbers));
    return text.replace("$UPTIME", Long.toString(now() - startedSeconds))
        .replace("$NOW", Long.toString(now()))
        .replace("$RACK", spec.rack())
        .replace("$DC", spec.dc())
        .replace("$REDIS", spec.redis().getHostString() + ":" + spec.redis().getPort());
  }

  private static long number(Counter counter, long[] numbers) {
    return numbers[counter.ordinal()];
  }

  private String clusterDescribe() {
    boot.readContext();
    if (!boot.hasPeers()) {
      return "{\"dcs\": []}\n";
    }
    Seed self = new Seed(spec.host(), spec.dynPort(), spec.rack(), spec.dc(), spec.tokens());
    Map<String, Map<String, List<String>>> dcs = new TreeMap<>();
    List<Seed> all = new ArrayList<>(List.of(self));
    all.addAll(spec.seeds());
    for (Seed seed : all) {
      dcs.computeIfAbsent(seed.dc(), dc -> new TreeMap<>())
          .computeIfAbsent(seed.rack(), rack -> new ArrayList<>())
          .add(server(seed));
    }
    List<String> texts = new ArrayList<>();
    dcs.forEach((dc, racks) -> texts.add(named(dc, "racks", racks(racks))));
    return "{\"dcs\": [" + String.join(",", texts) + "]}\n";
  }

  private static List<String> racks(Map<String, List<String>> racks) {
    List<String> texts = new ArrayList<>();
    racks.forEach((rack, servers) -> texts.add(named(rack, "servers", servers)));
    return texts;
  }

  private static String named(String name, String list, List<String> elements) {
    return "{\"name\":\"" + name + "\",\"" + list + "\": [" + String.join(",", elements) + "]}";
  }

  private static String server(Seed seed) {
    return String.format(
        "{\"name\":\"%s\",\"host\":\"%s\",\"port\":%d,\n\"token\":%d\n}",
        seed.host(), seed.host(), seed.port(), seed.tokens().get(0));
  }

  private static String resource(String name) {
    try (InputStream in = AdminAnswers.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long now() {
    return Clock.epochMillis() / 1_000;
  }
}
