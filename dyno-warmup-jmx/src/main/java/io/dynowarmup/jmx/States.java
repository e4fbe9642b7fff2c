// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.jmx;

import io.dynowarmup.api.NodeState;
import io.dynowarmup.api.VerifyReport;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.api.report.BootstrapState;
import io.dynowarmup.api.report.DumpReport;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Lists the values of each state with 1 for the present value and 0 for the others, as metrics need
 * them. Pure functions.
 */
final class States {
  private static final List<String> DYNOMITE =
      Arrays.asList(
          "NORMAL", "STANDBY", "WRITES_ONLY", "RESUMING", "DOWN", "UNREACHABLE", "unknown");
  private static final List<String> REDIS = Arrays.asList("master", "slave", "loading", "unknown");

  private States() {}

  /** Returns the values by {@code kind.value}. */
  static Map<String, Long> of(BeanSource s) {
    Map<String, Long> states = new LinkedHashMap<>();
    add(states, "node", names(NodeState.values()), s.condition().state().name());
    add(states, "bootstrap", names(BootstrapState.values()), s.bootstrap().name());
    add(states, "phase", names(WarmupPhase.values()), s.status().phase().name());
    add(states, "dynomite", DYNOMITE, s.dynomiteState());
    add(states, "redis", REDIS, s.node().redisRole().orElse(""));
    List<String> outcomes = names(WarmupOutcome.values());
    outcomes.add("none");
    add(states, "outcome", outcomes, s.lastText(r -> r.outcome().name()));
    add(states, "verify", names(VerifyReport.State.values()), s.verification().state().name());
    add(states, "dump", names(DumpReport.State.values()), s.dump().state().name());
    return states;
  }

  private static List<String> names(Enum<?>[] values) {
    return Arrays.stream(values).map(Enum::name).collect(Collectors.toList());
  }

  /** A value that is not listed counts as the last one. */
  private static void add(
      Map<String, Long> states, String kind, List<String> values, String present) {
    String value = values.contains(present) ? present : values.get(values.size() - 1);
    values.forEach(v -> states.put(kind + "." + v, v.equals(value) ? 1L : 0L));
  }
}
