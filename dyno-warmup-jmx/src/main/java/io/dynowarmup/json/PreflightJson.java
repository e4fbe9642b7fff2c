// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.json;

import io.dynowarmup.api.CandidateVerdict;
import io.dynowarmup.api.PreflightReport;
import io.dynowarmup.api.PreflightReport.Answer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Reports what a run would do as one JSON object, with the names of the MBean's attributes. An
 * unknown value is null.
 */
public final class PreflightJson {
  private PreflightJson() {}

  public static String of(PreflightReport r) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("answer", r.answer().name());
    json.put("reasonCode", r.status().reasonCode().map(Enum::name).orElse(null));
    json.put("reason", r.why());
    json.put("source", r.source().map(p -> p.redis().toString()).orElse(null));
    json.put("sourceRack", r.source().map(p -> p.rack()).orElse(null));
    json.put("strategy", r.status().strategy().orElse(null));
    json.put("keysDropped", r.refused() ? Long.valueOf(0) : known(r.drops()));
    json.put("keysDroppedByForce", r.answer() == Answer.WOULD_SKIP ? known(r.drops()) : null);
    json.put("topologySource", r.status().topologySource().orElse(null));
    json.put("dynomiteState", r.status().dynomiteState().orElse(null));
    json.put("redisRole", r.status().redisRole().orElse(null));
    json.put("candidates", candidates(r.candidates()));
    json.put("warnings", r.misset());
    return JsonText.of(json);
  }

  private static List<Object> candidates(List<CandidateVerdict> verdicts) {
    List<Object> all = new ArrayList<>();
    for (CandidateVerdict v : verdicts) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("peer", v.peer().redis());
      one.put("rack", v.peer().rack());
      one.put("eligible", v.eligible());
      one.put("chosen", v.chosen());
      one.put("verdict", v.text());
      all.add(one);
    }
    return all;
  }

  private static Long known(OptionalLong n) {
    return n.isPresent() ? n.getAsLong() : null;
  }
}
