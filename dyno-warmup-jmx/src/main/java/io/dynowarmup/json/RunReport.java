// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.json;

import io.dynowarmup.api.CandidateVerdict;
import io.dynowarmup.api.Peer;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.api.report.HandOverReport;
import io.dynowarmup.api.report.KeyCounts;
import io.dynowarmup.api.report.Progress;
import io.dynowarmup.api.report.ProofReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Reports a run that is over as one JSON object. An unknown value is null and never a guess. */
public final class RunReport {
  private RunReport() {}

  public static String json(WarmupStatus s) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("outcome", s.outcome().map(Enum::name).orElse(null));
    json.put("reasonCode", s.reasonCode().map(Enum::name).orElse(null));
    json.put("reason", s.reason());
    json.put("runId", s.runId().orElse(null));
    json.put("trigger", s.trigger().name());
    json.put("requestedBy", s.requestedBy());
    json.put("started", started(s));
    json.put("elapsedMillis", s.elapsedMillis());
    json.put("budgetMillis", known(s.budgetMillis()));
    json.put("phases", s.phaseMillis());
    json.put("source", s.source().map(RunReport::peer).orElse(null));
    json.put("sources", s.sources().stream().map(RunReport::peer).collect(Collectors.toList()));
    json.put("strategy", s.strategy().orElse(null));
    json.put("topologySource", s.topologySource().orElse(null));
    json.put("keys", known(s.keys()));
    transfer(json, s.progress());
    handOver(json, s.handOver());
    compared(json, s.proof());
    json.put("redisRole", s.redisRole().orElse(null));
    json.put("dynomiteState", s.dynomiteState().orElse(null));
    json.put("peersConnected", known(s.peersConnected()));
    json.put("peersExpected", known(s.peersExpected()));
    json.put("candidates", candidates(s.candidates()));
    json.put("warnings", s.warnings());
    return JsonText.of(json);
  }

  private static void transfer(Map<String, Object> json, Progress p) {
    json.put("bytes", known(p.bytesDone()));
    json.put("bytesTotal", p.bytesTotal().orElse(0) > 0 ? p.bytesTotal().getAsLong() : null);
    json.put("bytesTotalEstimated", p.totalEstimated());
    json.put("bytesTotalLimit", p.totalLimit());
    json.put("writesPerSecond", known(p.writesPerSecond()));
    json.put("keysCompared", p.keys().map(KeyCounts::compared).orElse(null));
    json.put("keysMoved", p.keys().map(KeyCounts::moved).orElse(null));
    json.put("keysRemoved", p.keys().map(KeyCounts::removed).orElse(null));
  }

  private static void handOver(Map<String, Object> json, HandOverReport h) {
    json.put("handOverTries", h.tries());
    json.put("handOverHeld", h.held());
    json.put("handOverNote", h.note());
    json.put("lagAtHandOver", known(h.lagBytes()));
    json.put("missingBytes", known(h.missingBytes()));
    json.put("writesOnlyMillis", known(h.writesOnlyMillis()));
    json.put("settleMillis", known(h.settleMillis()));
    json.put("settleNote", h.settleNote());
    json.put("reconciled", h.reconciled().map(Object::toString).orElse(null));
    json.put("keysInDoubt", known(h.keysInDoubt()));
  }

  private static void compared(Map<String, Object> json, ProofReport p) {
    json.put("compared", p.text().isEmpty() ? null : p.text());
    json.put("keysHere", known(p.keysHere()));
    json.put("keysThere", known(p.keysThere()));
    json.put("keysSampled", known(p.sampled()));
    json.put("keysEqual", p.sampled().isPresent() ? p.equal() : null);
    json.put("keysDifferent", p.sampled().isPresent() ? p.different() : null);
  }

  private static List<Object> candidates(List<CandidateVerdict> verdicts) {
    List<Object> all = new ArrayList<>();
    for (CandidateVerdict v : verdicts) {
      Map<String, Object> one = peer(v.peer());
      one.put("eligible", v.eligible());
      one.put("chosen", v.chosen());
      one.put("verdict", v.text());
      all.add(one);
    }
    return all;
  }

  private static Map<String, Object> peer(Peer peer) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("redis", peer.redis());
    json.put("dynomite", peer.dynomite());
    json.put("rack", peer.rack());
    json.put("datacenter", peer.datacenter());
    json.put("tokens", peer.tokens());
    return json;
  }

  private static String started(WarmupStatus s) {
    OptionalLong millis = s.startedEpochMillis();
    return millis.isPresent() ? Instant.ofEpochMilli(millis.getAsLong()).toString() : null;
  }

  private static Long known(OptionalLong n) {
    return n.isPresent() ? n.getAsLong() : null;
  }

  private static Integer known(OptionalInt n) {
    return n.isPresent() ? n.getAsInt() : null;
  }
}
