// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.jmx;

import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.text.StatusText;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The few attributes that show the progress of a run. The command {@code run} reads them here: the
 * tables of all attributes would make it load hundreds of classes more.
 */
public final class RunReading {
  private RunReading() {}

  /** Returns the values as the MBean would show them. */
  public static Map<String, Object> of(WarmupStatus status) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("Phase", status.phase().name());
    values.put("Running", status.running());
    values.put("Activity", StatusText.doing(status));
    values.put("PhaseMillis", phaseMillis(status));
    values.put("PhaseResults", phaseResults(status));
    return values;
  }

  static Map<String, Long> phaseMillis(WarmupStatus status) {
    Map<String, Long> millis = new LinkedHashMap<>();
    status.phaseMillis().forEach((phase, spent) -> millis.put(phase.name(), spent));
    return millis;
  }

  /** Returns what each finished phase did. */
  static Map<String, String> phaseResults(WarmupStatus status) {
    Map<String, String> results = new LinkedHashMap<>();
    for (WarmupPhase phase : status.phaseMillis().keySet()) {
      if (phase != status.phase()) {
        results.put(phase.name(), StatusText.did(phase, status));
      }
    }
    return results;
  }
}
