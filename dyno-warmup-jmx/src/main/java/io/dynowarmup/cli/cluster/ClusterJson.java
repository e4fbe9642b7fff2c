// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli.cluster;

import io.dynowarmup.api.Peer;
import io.dynowarmup.cluster.NodeReading;
import io.dynowarmup.json.JsonText;
import io.dynowarmup.json.UnknownAsNull;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reports a cluster as one JSON object. The names of the values are those of the attributes in
 * {@code status --json}; an unknown value is null.
 */
public final class ClusterJson {
  private static final String[] NUMBERS = {
    "Keys", "Percent", "BytesPerSecond", "EtaMillis", "LagBytes", "LastFinishedEpochMillis"
  };

  private static final String[] TEXTS = {
    "DynomiteState", "RedisRole", "RunId", "Activity", "LastOutcome", "LastReason", "Version"
  };

  private ClusterJson() {}

  public static String of(List<NodeReading> readings) {
    Map<String, Object> json = new LinkedHashMap<>();
    List<Object> nodes = new ArrayList<>();
    readings.forEach(reading -> nodes.add(node(reading)));
    json.put("nodes", nodes);
    return JsonText.of(json);
  }

  private static Map<String, Object> node(NodeReading r) {
    Peer peer = r.member().peer();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("datacenter", peer.datacenter());
    json.put("rack", peer.rack());
    json.put("tokens", peer.tokens());
    json.put("dynomite", peer.dynomite());
    json.put("jmx", r.member().jmx().orElse(null));
    json.put("origin", r.origin());
    json.put("jmxProblem", r.jmxProblem().orElse(null));
    json.put("time", Instant.ofEpochMilli(r.epochMillis()));
    json.put("nodeState", r.state());
    json.put("nodeReason", r.reason());
    json.putAll(UnknownAsNull.attributes(values(r)));
    return json;
  }

  private static Map<String, Object> values(NodeReading r) {
    boolean run = r.values().values().containsKey("Running");
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("Running", run ? r.values().flag("Running") : null);
    values.put("Phase", run ? r.values().text("Phase") : null);
    for (String number : NUMBERS) {
      values.put(number, r.values().number(number));
    }
    for (String text : TEXTS) {
      String value = r.values().text(text);
      values.put(text, value.isEmpty() ? null : value);
    }
    return values;
  }
}
