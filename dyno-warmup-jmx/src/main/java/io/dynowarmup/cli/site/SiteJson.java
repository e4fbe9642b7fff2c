// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli.site;

import io.dynowarmup.json.JsonText;
import io.dynowarmup.site.CallResult;
import io.dynowarmup.site.NodeResult;
import io.dynowarmup.site.SiteReport;
import io.dynowarmup.site.VerifyResult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Writes what was done to a site as one JSON object. An unknown value is null. */
public final class SiteJson {
  private SiteJson() {}

  public static String of(SiteReport report) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("outcome", report.outcome().name());
    json.put("misses", report.misses());
    json.put("elapsedMillis", report.elapsedMillis());
    json.put("bytesFromAfar", report.bytesFromAfar());
    json.put("bytesFromNear", report.bytesFromNear());
    List<Object> nodes = new ArrayList<>();
    report.nodes().forEach(node -> nodes.add(node(node)));
    json.put("nodes", nodes);
    return JsonText.of(json);
  }

  /** Returns what verifications have found. */
  public static String of(List<VerifyResult> nodes) {
    List<Object> all = new ArrayList<>();
    for (VerifyResult node : nodes) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("node", node.node());
      one.put("state", node.state());
      one.put("reason", node.reason());
      one.put("keys", node.keys() < 0 ? null : node.keys());
      one.put("differences", node.differences() < 0 ? null : node.differences());
      all.add(one);
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("nodes", all);
    return JsonText.of(json);
  }

  /** Returns what the nodes answered to a call. */
  public static String ofCalls(List<CallResult> answers) {
    List<Object> all = new ArrayList<>();
    for (CallResult answer : answers) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("node", answer.node());
      one.put("done", answer.isDone());
      one.put("text", answer.text());
      all.add(one);
    }
    return JsonText.of(Collections.singletonMap("nodes", all));
  }

  private static Map<String, Object> node(NodeResult node) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("node", node.node());
    json.put("state", node.state().name());
    json.put("reason", node.reason());
    json.put("source", node.source().orElse(null));
    json.put("fromAfar", node.isFromAfar());
    json.put("bytes", orNull(node.bytes()));
    json.put("bytesFromAfar", node.bytesFromAfar());
    json.put("keys", orNull(node.keys()));
    return json;
  }

  private static Object orNull(OptionalLong number) {
    return number.isPresent() ? (Object) number.getAsLong() : null;
  }
}
