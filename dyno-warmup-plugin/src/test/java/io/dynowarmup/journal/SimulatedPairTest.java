// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.journal;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.redis.stream.Counter;
import io.dynowarmup.time.ManualTime;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.Test;

/**
 * A hand-over between two simulated Redises. One to three Dynomites send random writes, and some
 * writes reach the local Redis twice or not at all. What the cuts report must be true of the data.
 */
public class SimulatedPairTest {
  private static final int RUNS = Integer.getInteger("pair.runs", 500);
  private static final int BEFORE = 40;
  private static final int BUSY_CUTS = 5;
  private static final int ALL_CUTS = 13;

  private final ManualTime time = new ManualTime();
  private long doubled;
  private long dropped;
  private long mended;
  private long unknown;

  @Test
  public void noAmountIsEverWrong() {
    for (int seed = 1; seed <= RUNS; seed++) {
      try {
        run(new Random(seed));
      } catch (AssertionError e) {
        throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
      }
    }
    System.out.printf(
        "simulated pairs: %d runs, %d commands doubled, %d dropped; %d amounts mended, %d keys with"
            + " other differences%n",
        RUNS, doubled, dropped, mended, unknown);
    assertTrue(doubled > RUNS && dropped > RUNS / 10);
    assertTrue(mended > RUNS / 2 && unknown > RUNS / 10);
  }

  private void run(Random random) {
    List<List<String>> writers = new ArrayList<>();
    int count = 1 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      writers.add(writes(random));
    }
    SimulatedSide source = new SimulatedSide(writers, random, time);
    SimulatedSide local = new SimulatedSide(writers, random, time);
    local.executeAll(source.executeSome(10 + random.nextInt(BEFORE - 10)));
    boolean drops = random.nextInt(4) == 0;
    for (int i = 0; i < count; i++) {
      int reached = source.position(i);
      int twice = Math.min(reached, random.nextInt(10));
      int lost = drops ? random.nextInt(4) : 0;
      doubled += lost > 0 ? 0 : twice;
      dropped += lost;
      local.continueAt(i, lost > 0 ? reached + lost : reached - twice);
    }
    Findings findings = new Findings();
    for (int cut = 0; cut < ALL_CUTS; cut++) {
      source.executeCut(cut);
      local.executeCut(cut);
      check(source, local);
      findings.add(source.journal(), local.journal());
      assertEquals("", findings.doubt().orElse(""));
      findings.amounts().forEach((key, difference) -> mend(key, difference, local, findings));
    }
    end(source, local, findings);
  }

  /** Random writes, with the marker of each cut. There is room before the first one. */
  private static List<String> writes(Random random) {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < BEFORE + 5; i++) {
      all.add(write(random));
    }
    for (int cut = 0; cut < ALL_CUTS; cut++) {
      for (int i = cut < BUSY_CUTS ? random.nextInt(6) : 0; i > 0; i--) {
        all.add(write(random));
      }
      all.add("#" + cut);
    }
    return all;
  }

  private static String write(Random random) {
    String counter = "c" + random.nextInt(8);
    switch (random.nextInt(14)) {
      case 0:
        return "SET " + counter + " " + random.nextInt(50);
      case 1:
        return "DEL " + (random.nextBoolean() ? counter : "h" + random.nextInt(3));
      case 2:
        return "APPEND s" + random.nextInt(3) + " x";
      case 3:
        return "RENAME s" + random.nextInt(3) + " s" + (3 + random.nextInt(2));
      case 4:
      case 5:
      case 6:
        return "HINCRBY h" + random.nextInt(3) + " f" + random.nextInt(3) + " " + random.nextInt(9);
      case 7:
        return "INCRBY " + counter + " " + (random.nextInt(19) - 9);
      default:
        return "INCR " + counter;
    }
  }

  /** Checks each quiet key's difference against the data of both sides at the cut. */
  private static void check(SimulatedSide source, SimulatedSide local) {
    Journal there = source.journal();
    Journal here = local.journal();
    Set<JournalKey> keys = new HashSet<>(there.ledger().keys());
    keys.addAll(here.ledger().keys());
    for (JournalKey key : keys) {
      if (there.ledger().quietSince(key, there.cut().firstOffset())
          && here.ledger().quietSince(key, here.cut().firstOffset())) {
        KeyDifference difference =
            KeyDifference.of(there.ledger().state(key), here.ledger().state(key));
        ModelRedis mended = local.atCut().copy();
        apply(key, difference, mended::execute);
        if (difference.kind() != KeyDifference.Kind.UNKNOWN) {
          assertEquals(
              key + " " + difference,
              source.atCut().value(key.toString()),
              mended.value(key.toString()));
        }
      }
    }
  }

  private static void apply(JournalKey key, KeyDifference difference, Consumer<String> redis) {
    for (Map.Entry<Counter, Long> more : difference.missing().entrySet()) {
      String field = new String(more.getKey().field(), StandardCharsets.ISO_8859_1);
      redis.accept(
          more.getKey().kind() == Counter.Kind.STRING
              ? "INCRBY " + key + " " + more.getValue()
              : "HINCRBY " + key + " " + field + " " + more.getValue());
    }
  }

  private void mend(
      JournalKey key, KeyDifference difference, SimulatedSide local, Findings findings) {
    mended++;
    apply(key, difference, local::execute);
    findings.mended(key);
  }

  /** What enough cuts have found equal is equal; what is open is not known to be. */
  private void end(SimulatedSide source, SimulatedSide local, Findings findings) {
    unknown += findings.unknown().size();
    assertTrue(findings.amounts().isEmpty());
    assertEquals(findings.unknown(), findings.open());
    Set<JournalKey> keys = new HashSet<>(source.journal().ledger().keys());
    keys.addAll(local.journal().ledger().keys());
    keys.removeAll(findings.open());
    for (JournalKey key : keys) {
      String name = key.toString();
      assertEquals(name, source.now().value(name), local.now().value(name));
    }
  }
}
