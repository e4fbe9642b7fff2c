// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli;

import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.jmx.remote.BeanSnapshot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Readings of the bean at some moments of a run. */
public final class Readings {
  private final Map<String, Object> values = new HashMap<>();

  private Readings() {}

  /** Returns a reading of a daemon that has just started. */
  public static Readings idle() {
    return new Readings()
        .with("Phase", "IDLE")
        .with("PhaseCode", 0)
        .with("Running", false)
        .with("Percent", -1)
        .with("SettingsProblem", "");
  }

  public static Readings transfer() {
    return idle()
        .with("Phase", "TRANSFER")
        .with("PhaseCode", 3)
        .with("Running", true)
        .with("RunId", "3")
        .with("Trigger", "MANUAL")
        .with("Percent", 52)
        .with("BytesTransferred", 71_700_000L)
        .with("BytesTotal", 137_900_000L)
        .with("BytesPerSecond", 10_800_000L)
        .with("EtaMillis", 6_100L)
        .with("ElapsedMillis", 6_800L)
        .with("BudgetMillis", 900_000L)
        .with("BudgetLeftMillis", 893_200L)
        .with("Activity", "52 %, 6.1 s left, 10.8 MB/s, 71.7 MB of 137.9 MB: receiving the data")
        .with("Source", "10.0.2.7:22122")
        .with("SourceRack", "rack2")
        .with("Strategy", "replication")
        .with("DynomiteState", "STANDBY")
        .with("RedisRole", "slave")
        .with("PhaseMillis", millis("PREFLIGHT", 429L, "SELECT_SOURCE", 144L, "TRANSFER", 6_200L))
        .with(
            "Candidates",
            Arrays.asList(candidate(7, true, "400000 keys"), candidate(8, false, "refused")))
        .with("RunsWarmed", 2L);
  }

  public static Readings failed() {
    return transfer()
        .with("Phase", "IDLE")
        .with("PhaseCode", 0)
        .with("Running", false)
        .with("LastOutcome", "FAILED")
        .with(
            "LastReason",
            "the budget of 900000 ms (msec.bootstraptime) was spent before the data had arrived")
        .with("BudgetLeftMillis", -1L)
        .with("DynomiteState", "NORMAL")
        .with("RedisRole", "master")
        .with("RunsFailed", 1L)
        .with("Warnings", Collections.singletonList("10.0.2.7:22122 was \u001b[2Jslow"))
        .with(
            "PhaseMillis",
            millis("PREFLIGHT", 429L, "SELECT_SOURCE", 144L, "TRANSFER", 6_200L, "RESTORE", 80L));
  }

  /** Returns one reading of each phase and of each outcome, with short and long texts. */
  public static List<Readings> ofAllPhasesAndEnds(String longText) {
    List<Readings> all = new ArrayList<>();
    for (String text : new String[] {"", "in a word", longText}) {
      for (WarmupPhase phase : WarmupPhase.values()) {
        if (phase != WarmupPhase.IDLE) {
          all.add(
              transfer()
                  .with("Phase", phase.name())
                  .with("PhaseCode", phase.ordinal())
                  .with("Activity", text)
                  .with("Warnings", Collections.nCopies(text.length() % 7, text)));
        }
      }
      for (WarmupOutcome outcome : WarmupOutcome.values()) {
        all.add(failed().with("LastOutcome", outcome.name()).with("LastReason", text));
      }
      all.add(idle().with("SettingsProblem", text));
    }
    return all;
  }

  private static Map<String, Long> millis(Object... pairs) {
    Map<String, Long> millis = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      millis.put((String) pairs[i], (Long) pairs[i + 1]);
    }
    return millis;
  }

  private static Map<String, Object> candidate(int host, boolean eligible, String verdict) {
    Map<String, Object> candidate = new HashMap<>();
    candidate.put("peer", "10.0.2." + host + ":22122");
    candidate.put("rack", "rack" + host);
    candidate.put("eligible", eligible);
    candidate.put("chosen", eligible);
    candidate.put("verdict", verdict);
    return candidate;
  }

  public Readings with(String attribute, Object value) {
    values.put(attribute, value);
    return this;
  }

  public BeanSnapshot read() {
    return BeanSnapshot.of(values);
  }
}
