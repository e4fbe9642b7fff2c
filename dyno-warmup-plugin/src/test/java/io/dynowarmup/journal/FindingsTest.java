// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.journal;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.time.ManualTime;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.Test;

/** Tests what is believed after several cuts. */
public class FindingsTest {
  private static final String MARKER = "__dyno_warmup:marker:1";

  private final FakeStream source = new FakeStream("id");
  private final FakeStream local = new FakeStream("id");
  private final ManualTime time = new ManualTime();
  private final Journal there = Journal.open("the source", source, time, "id", 0);
  private final Journal here = Journal.open("the local Redis", local, time, "id", 0);
  private final Findings findings = new Findings();
  private int cuts;

  private void cut() {
    String value = String.valueOf(cuts++);
    there.expect(Collections.singletonMap(MARKER, value));
    here.expect(Collections.singletonMap(MARKER, value));
    source.executes("SET " + MARKER + " " + value);
    local.executes("SET " + MARKER + " " + value);
    assertTrue(there.read() && here.read());
    findings.add(there, here);
  }

  private void both(String... commands) {
    source.executes(commands);
    local.executes(commands);
  }

  @Test
  public void threeCutsMustAgree() {
    both("INCR c");
    local.executes("INCR c");
    cut();
    cut();
    assertTrue(findings.amounts().isEmpty());
    assertEquals("[c]", findings.open().toString());
    cut();
    assertEquals("{c={the number=-1}}", findings.amounts().toString());
    assertEquals(3, findings.cuts());
  }

  @Test
  public void aKeyThatIsMendedMustBeFoundEqualAgain() {
    both("INCR c");
    local.executes("INCR c");
    cut();
    cut();
    cut();
    findings.mended(findings.amounts().keySet().iterator().next());
    local.executes("INCRBY c -1");
    assertEquals("[c]", findings.open().toString());
    cut();
    cut();
    assertEquals("[c]", findings.open().toString());
    cut();
    assertEquals("[]", findings.open().toString());
    assertEquals(1, findings.equal());
    assertEquals(Optional.empty(), findings.doubt());
  }

  @Test
  public void cutsThatDisagreePutEverythingInDoubt() {
    both("INCR c", "INCR other");
    local.executes("INCR c", "INCR other");
    cut();
    cut();
    source.executes("INCR c");
    cut();
    assertTrue(findings.doubt().get(), findings.doubt().get().contains("disagree about key c"));
    assertTrue(findings.amounts().isEmpty());
    assertEquals("[c, other]", findings.open().toString());
    assertEquals(0, findings.equal());
  }

  @Test
  public void aValueThatWasSetMeanwhileIsAnotherOne() {
    both("INCR c");
    local.executes("INCR c");
    cut();
    cut();
    both("SET c 5");
    cut();
    assertEquals(Optional.empty(), findings.doubt());
    assertEquals("[c]", findings.open().toString());
    cut();
    both("SET c 6", "INCR c");
    cut();
    assertEquals("[]", findings.open().toString());
  }

  @Test
  public void aKeyThatIsWrittenToInACutIsNotCompared() {
    Map<String, String> two = new HashMap<>();
    two.put(MARKER, "x");
    two.put("__dyno_warmup:marker:2", "x");
    there.expect(two);
    here.expect(two);
    both("INCR quiet", "SET " + MARKER + " x", "INCR c", "SET __dyno_warmup:marker:2 x");
    assertTrue(there.read() && here.read());
    findings.add(there, here);
    assertEquals("[c, quiet]", findings.open().toString());
    cut();
    cut();
    assertEquals("[c]", findings.open().toString());
    cut();
    assertEquals("[]", findings.open().toString());
  }

  /** Markers of two Dynomites, and commands that both sides execute in between. */
  private void busyCut(String... commands) {
    String value = "busy" + cuts++;
    Map<String, String> two = new HashMap<>();
    two.put(MARKER, value);
    two.put("__dyno_warmup:marker:2", value);
    there.expect(two);
    here.expect(two);
    both("SET " + MARKER + " " + value);
    both(commands);
    both("SET __dyno_warmup:marker:2 " + value);
    assertTrue(there.read() && here.read());
    findings.add(there, here);
  }

  @Test
  public void aKeyThatIsNeverQuietIsOpenUntilItsValueIsReplacedOnBothSides() {
    both("SET set 1", "INCR added");
    local.executes("SET set 1", "INCR added");
    busyCut("SET set 2", "INCR added");
    assertEquals("[added, set]", findings.open().toString());
    busyCut("SET set 3", "INCR added");
    assertEquals("[added]", findings.open().toString());
    busyCut("INCR set", "INCR added");
    assertEquals("[added]", findings.open().toString());
    assertEquals(1, findings.equal());
  }

  /** A client resets the counter just before the correction, which then spoils the new value. */
  @Test
  public void aValueThatWasReplacedBeforeItsCorrectionIsNotKnownToBeEqual() {
    both("INCR c");
    local.executes("INCR c");
    cut();
    cut();
    cut();
    both("SET c 0");
    findings.mended(findings.amounts().keySet().iterator().next());
    local.executes("INCRBY c -1");
    busyCut("INCR c");
    busyCut("INCR c");
    assertEquals("[c]", findings.open().toString());
    busyCut("SET c 0", "INCR c");
    assertEquals("[]", findings.open().toString());
  }

  @Test
  public void aKeyThatIsFirstWrittenToAfterTheFirstCutIsNoneOfTheHandOver() {
    both("INCR c");
    cut();
    both("INCR later");
    local.executes("INCR later");
    cut();
    cut();
    assertEquals("[]", findings.open().toString());
    assertEquals(1, findings.equal());
  }

  @Test
  public void otherDifferencesAreNamed() {
    both("RPUSH l a");
    local.executes("RPUSH l a");
    cut();
    assertEquals("[l]", findings.unknown().toString());
    cut();
    cut();
    assertEquals("[l]", findings.open().toString());
    assertTrue(findings.amounts().isEmpty());
  }

  @Test
  public void aStreamInDoubtDecidesNothing() {
    both("INCR c");
    source.executes("FLUSHALL");
    there.read();
    findings.add(there, here);
    assertEquals(Optional.of("the source: command FLUSHALL is unknown"), findings.doubt());
  }

  @Test
  public void onlyCutsAreCompared() {
    there.expect(Collections.singletonMap(MARKER, "x"));
    here.expect(Collections.singletonMap(MARKER, "x"));
    assertThrows(IllegalStateException.class, () -> findings.add(there, here));
  }
}
