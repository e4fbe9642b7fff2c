// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli.screen;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.cli.Readings;
import io.dynowarmup.jmx.remote.BeanSnapshot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.Test;

/** Tests the exact text that an operator sees. */
public class StatusScreenTest {
  private static final Pattern ALWAYS =
      Pattern.compile(
          "PREFLIGHT|SELECT_SOURCE  |TRANSFER  |CATCH_UP  |HAND_OVER  |RECONCILE  |RESTORE  |Source"
              + "  |Strategy  |Rate   |Rate$|Lag  |Dynomite  |Redis  |Peers  |Elapsed  |Last run "
              + " |Runs  |Verify  ");
  private static final String LONG =
      "Redis 10.0.3.7:22122 did not answer PING within 2000 ms; check that it is"
          + " not stopped and that no slow command blocks it";

  private static List<String> drawn(BeanSnapshot r, Surface surface) {
    return surface.draw(
        new StatusScreen(surface.glyphs(), surface.width(), surface.height())
            .rows(r, "127.0.0.1:22322", "14:31:07"));
  }

  private static List<String> plainLines(Readings r) {
    return drawn(r.read(), new Surface(Glyphs.ASCII, false, 80, 24));
  }

  private static String plain(Readings r) {
    return String.join("\n", plainLines(r));
  }

  @Test
  public void aTransferInPlainCharacters() {
    assertEquals(
        String.join(
            "\n",
            " dyno-warmup  127.0.0.1:22322                          run 3 (MANUAL)  14:31:07",
            "",
            "  TRANSFER       [############################..........................]  52 %",
            "  52 %, 6.1 s left, 10.8 MB/s, 71.7 MB of 137.9 MB: receiving the data",
            "",
            " + PREFLIGHT         429 ms    Source    10.0.2.7:22122 (rack2)",
            " + SELECT_SOURCE     144 ms    Strategy  replication",
            " > TRANSFER           6.2 s    Rate      10.8 MB/s",
            " . CATCH_UP                    Lag       unknown",
            " . HAND_OVER                   Dynomite  STANDBY",
            " . RECONCILE                   Redis     slave",
            " . RESTORE                     Peers     unknown",
            "",
            " Elapsed   6.8 s     Budget [....................] 14:53 min left of 15:00 min",
            " Last run  none",
            " Runs      warmed 2  partial 0  aborted 0  failed 0  skipped 0",
            " Verify    not yet",
            "",
            " Candidates",
            "  > 10.0.2.7:22122 (rack7)  400000 keys",
            "  x 10.0.2.8:22122 (rack8)  refused",
            "",
            "",
            ""),
        plain(Readings.transfer()));
  }

  /** A sentence with one more line, or more items in a list, moves nothing else. */
  @Test
  public void inEveryPhaseAndAtTheEndEachThingHasItsPlace() {
    for (int[] size : new int[][] {{80, 23}, {80, 24}, {100, 29}, {120, 39}, {200, 60}}) {
      Surface surface = new Surface(Glyphs.ASCII, false, size[0], size[1]);
      List<String> places = places(drawn(Readings.idle().read(), surface));
      assertEquals(places.toString(), 18, places.size());
      for (Readings r : Readings.ofAllPhasesAndEnds(LONG + "; " + LONG + "; " + LONG)) {
        List<String> lines = drawn(r.read(), surface);
        String screen = String.join("\n", lines);
        assertEquals(screen, size[1], lines.size());
        assertEquals(screen, places, places(lines));
      }
    }
  }

  /** Returns line and column of each name that is always present. */
  private static List<String> places(List<String> lines) {
    List<String> places = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      Matcher name = ALWAYS.matcher(lines.get(i));
      while (i > 2 && name.find()) {
        places.add(name.group().trim() + " " + i + ":" + name.start());
      }
    }
    return places;
  }

  @Test
  public void theBudgetsBarStaysWhereItIsWhileTheTimeRunsOut() {
    Readings r = Readings.transfer().with("BudgetMillis", 36_000_000L);
    for (long left : new long[] {35_999_999L, 700_000L, 59_999L, 999L, 0L}) {
      String line = plainLines(r.with("BudgetLeftMillis", left)).get(13);
      assertEquals(line, 28, line.indexOf('['));
      assertEquals(line, 49, line.indexOf(']'));
      assertTrue(line, line.endsWith(" left of 10:00 h"));
    }
  }

  @Test
  public void aReasonThatHasNoRoomInItsPlaceIsReadToItsEndBelow() {
    String reason = LONG + "; " + LONG + "; the node holds 56412 keys";
    List<String> lines = plainLines(Readings.failed().with("LastReason", reason));
    assertEquals(24, lines.size());
    assertTrue(lines.toString(), lines.get(4).endsWith("~"));
    int more = lines.indexOf(" Continued");
    assertTrue(lines.toString(), more > 0);
    List<String> sentence = new ArrayList<>(lines.subList(3, 5));
    sentence.addAll(lines.subList(more + 1, more + 3));
    String all = String.join(" ", sentence).replace("~", "").replaceAll(" +", " ").trim();
    assertEquals("last run FAILED: " + reason, all);
    assertTrue("the warnings are not crowded out", lines.contains(" Warnings"));
  }

  @Test
  public void theLatestWarningsAreAtTheBottomAndMoveNothingElse() {
    List<String> few = plainLines(Readings.transfer());
    List<String> warned =
        plainLines(Readings.transfer().with("Warnings", Arrays.asList("first", "last")));
    assertEquals(few.subList(0, 21), warned.subList(0, 21));
    assertEquals(
        Arrays.asList(" Warnings", "  ! first", "  ! last"), warned.subList(21, warned.size()));
  }

  /** Nothing that an incomplete comparison did not find is said to be equal. */
  @Test
  public void aComparisonThatFailedOrWasAbortedIsNoProof() {
    Readings r = Readings.failed().with("VerifyMode", "full").with("VerifyKeys", 0L);
    r.with("VerifyDifferences", 0L).with("VerifyStartedEpochMillis", -1L);
    r.with("VerifyState", "FAILED").with("VerifyReason", "no peer has this token");
    String line = StatusSentence.line(r.read());
    assertTrue(line, line.endsWith("(full): no peer has this token; nothing was compared"));
    String brief = StatusSentence.brief(r.read());
    assertTrue(brief, brief.endsWith("; verification FAILED"));
    r.with("VerifyKeys", 9L);
    line = StatusSentence.line(r.read());
    assertTrue(line, line.endsWith("; 9 compared, none differs so far"));
    brief = StatusSentence.brief(r.with("VerifyState", "ABORTED").read());
    assertTrue(brief, brief.endsWith("; verification ABORTED, none differs so far"));
  }

  @Test
  public void theComparisonIsShownDuringAndAfterwards() {
    assertTrue(plain(Readings.failed()).contains(" Verify    not yet"));
    Readings r = Readings.failed().with("VerifyMode", "full").with("VerifyKeys", 5_000L);
    r.with("VerifyDifferences", 0L).with("VerifyStartedEpochMillis", -1L);
    assertTrue(
        plain(r.with("VerifyState", "RUNNING"))
            .contains(" Verify    RUNNING (full): 5000 compared, none differs so far\n"));
    Readings rated = r.with("VerifyPercent", 45).with("VerifyEtaMillis", 3_000L);
    assertTrue(plain(rated).contains("RUNNING (full): 45 %, about 3.0 s left, 5000 compared\n"));
    assertEquals(
        "VERIFY            2.0 s  45 %, about 3.0 s left, 2500 keys/s, none differs so far, "
            + "5000 of about 11000 compared",
        LastVerification.progress(
            rated.with("VerifyElapsedMillis", 2_000L).with("VerifyKeysExpected", 11_000L).read()));
    assertTrue(
        plain(r.with("VerifyState", "DONE").with("VerifyDifferences", 3L))
            .contains(" Verify    DONE (full): 5000 compared, 3 differ: verify --last\n"));
    assertTrue(
        plain(r.with("VerifyState", "FAILED").with("VerifyReason", "no peer has this token"))
            .contains("FAILED (full): no peer has this token; 5000 compared, 3 differ\n"));
    String line = StatusSentence.line(r.with("VerifyState", "ABORTED").read());
    assertTrue(line, line.contains("; verification ABORTED (full): no peer has this token; 5000"));
    String running = StatusSentence.line(Readings.transfer().with("VerifyState", "DONE").read());
    assertFalse(running, running.contains("verification"));
  }

  @Test
  public void anAddressThatIsTooLongLeavesTheTimeWhereItIs() {
    Surface surface = new Surface(Glyphs.ASCII, false, 80, 24);
    String url = "service:jmx:rmi:///jndi/rmi://manager-17.example.com:22323/jmxrmi";
    String title =
        surface
            .draw(
                new StatusScreen(surface.glyphs(), 80, 24)
                    .rows(Readings.transfer().read(), url, "14:31:07"))
            .get(0);
    assertEquals(title, 79, title.length());
    assertTrue(title, title.contains("~  run 3 (MANUAL)  14:31:07"));
  }

  @Test
  public void theTitleNamesTheNodeAndIfThereIsRoomTheAddressOfItsDaemon() {
    Readings r = Readings.transfer().with("Node", "10.0.1.5:22122").with("NodeRack", "rack1");
    String narrow = drawn(r.read(), new Surface(Glyphs.ASCII, false, 80, 24)).get(0);
    assertTrue(narrow, narrow.startsWith(" dyno-warmup  10.0.1.5:22122 (rack1)    "));
    String wide = drawn(r.read(), new Surface(Glyphs.ASCII, false, 120, 40)).get(0);
    assertTrue(wide, wide.contains(" 10.0.1.5:22122 (rack1), JMX 127.0.0.1:22322  "));
    String unknown =
        drawn(Readings.transfer().read(), new Surface(Glyphs.ASCII, false, 80, 24)).get(0);
    assertTrue(unknown, unknown.startsWith(" dyno-warmup  127.0.0.1:22322    "));
  }

  @Test
  public void aMonitoringSystemGetsTheStateWithoutTheReasonsOfRunAndVerification() {
    Readings r = Readings.idle().with("NodeState", "SERVING").with("NodeReason", "Redis master");
    assertEquals("SERVING: Redis master; no run yet", StatusSentence.brief(r.read()));
    r.with("LastOutcome", "FAILED").with("LastReason", LONG);
    r.with("VerifyState", "DONE").with("VerifyMode", "repair").with("VerifyReason", LONG);
    r.with("VerifyDifferences", 3L).with("VerifyKeys", 5_000L);
    assertEquals(
        "SERVING: Redis master; last run FAILED; verification DONE, 3 differ: verify --last",
        StatusSentence.brief(r.read()));
    String problem = StatusSentence.brief(r.with("SettingsProblem", "force=perhaps").read());
    assertTrue(problem, problem.startsWith("SERVING: Redis master; no run can begin: force=perh"));
    Readings run = Readings.transfer().with("NodeState", "WARMING");
    String running = StatusSentence.brief(run.with("NodeReason", "run 3 is in TRANSFER").read());
    assertTrue(running, running.startsWith("WARMING: run 3 is in TRANSFER: 52 %, 6.1 s left, "));
  }

  @Test
  public void theCauseOfAClosedNodeIsSaidOnce() {
    String why = "it requires a bootstrap (requires.bootstrap)";
    Readings r = Readings.idle().with("NodeState", "CLOSED").with("NodeReason", "STANDBY; " + why);
    r.with("LastOutcome", "SKIPPED").with("LastReason", "the node stays closed: " + why);
    assertEquals("STANDBY; " + why + "; last run SKIPPED", StatusSentence.now(r.read()));
  }

  @Test
  public void whatTheRunSaysIsShown() {
    Readings r = Readings.transfer().with("Phase", "RESTORE").with("PhaseCode", 7);
    assertTrue(plain(r.with("Activity", LONG)).contains("  " + LONG.substring(0, 60)));
  }

  @Test
  public void theRateOfABulkThatIsHereIsNotShownAnyMore() {
    assertTrue(plain(Readings.transfer()).contains("Rate      10.8 MB/s"));
    assertFalse(plain(Readings.failed()).contains("10.8 MB/s"));
    assertFalse(plain(Readings.transfer().with("Phase", "CATCH_UP")).contains("Rate      10.8"));
  }

  @Test
  public void aFailureSaysWhereAndWhyAndNothingOfItReachesTheTerminal() {
    String screen = plain(Readings.failed());
    assertTrue(screen, screen.contains(" x TRANSFER           6.2 s"));
    assertTrue(screen, screen.contains(" + RESTORE            80 ms"));
    assertTrue(
        screen,
        screen.contains(
            "  last run FAILED: the budget of 900000 ms (msec.bootstraptime) was spent\n"
                + "  before the data had arrived\n"));
    assertTrue(screen, screen.contains("\n  ! 10.0.2.7:22122 was  [2Jslow"));
  }

  @Test
  public void aRunThatTookNoSourceIsNotSaidToTakeOneYet() {
    String screen = plain(Readings.idle().with("RunId", "2").with("LastOutcome", "SKIPPED"));
    assertFalse(screen, screen.contains("none yet"));
  }

  @Test
  public void aDaemonThatHasDoneNothingYet() {
    String screen = plain(Readings.idle().with("NodeReason", "not probed yet"));
    assertTrue(screen, screen.contains("\n  UNKNOWN\n  not probed yet; no run yet\n"));
    assertTrue(screen, screen.contains("Source    none yet"));
    assertFalse(screen, screen.contains("Budget"));
  }

  /** Whatever the last run was, the node as it is now comes first. */
  @Test
  public void aNodeThatDiedAfterItsWarmUpIsNotShownAsWarmed() {
    Readings dead =
        Readings.failed()
            .with("LastOutcome", "WARMED")
            .with("LastReason", "")
            .with("NodeState", "DOWN")
            .with("NodeReason", "Dynomite is DOWN: it refused the connection");
    assertTrue(
        plain(dead),
        plain(dead)
            .contains(
                "\n  DOWN\n  Dynomite is DOWN: it refused the connection; last run WARMED\n"));
    assertTrue(StatusSentence.line(dead.read()).startsWith("DOWN: Dynomite is DOWN"));
  }

  @Test
  public void aReasonThatTheStateRepeatsIsSaidOnce() {
    Readings cold = Readings.failed().with("NodeState", "COLD").with("LastReason", "no peer");
    cold.with("NodeReason", "serves; the last warm-up did not make it warm: FAILED, no peer");
    assertEquals(
        "COLD: serves; the last warm-up did not make it warm: FAILED, no peer; last run FAILED",
        StatusSentence.line(cold.read()));
  }

  @Test
  public void wrongSettingsAreSaidBeforeARunFailsForThem() {
    String screen = plain(Readings.idle().with("SettingsProblem", "poll.msec=soon is wrong"));
    assertTrue(
        screen, screen.contains("  no run can begin: poll.msec=soon is wrong; no run yet\n"));
  }

  @Test
  public void theSourcesOfTheOtherPartsAreNamed() {
    Readings r = Readings.transfer();
    r.with("Sources", Arrays.asList("10.0.1.7:22122", "10.0.2.7:22122"));
    String screen = plain(r);
    assertTrue(screen, screen.contains("10.0.2.7:22122 (rack2, 2 sources)"));
    String wide = drawn(r.read(), new Surface(Glyphs.ASCII, false, 120, 40)).toString();
    assertTrue(wide, wide.contains("10.0.2.7:22122 (rack2, after 10.0.1.7:22122)"));
  }

  @Test
  public void wrongSettingsAreSaidAfterWhatTheNodeIs() {
    Readings r = Readings.failed().with("NodeState", "SERVING").with("NodeReason", "Redis master");
    r.with("SettingsProblem", "poll.msec=soon is wrong")
        .with("LastReason", "poll.msec=soon is wrong");
    assertEquals(
        "SERVING: Redis master; no run can begin: poll.msec=soon is wrong; last run FAILED",
        StatusSentence.line(r.read()));
    r.with("NodeState", "UNKNOWN").with("NodeReason", "not watched: poll.msec=soon is wrong");
    assertEquals(
        "UNKNOWN: not watched: poll.msec=soon is wrong; no run can begin; last run FAILED",
        StatusSentence.line(r.read()));
  }

  @Test
  public void theHandOverIsShownWithItsTryBefore() {
    Readings back =
        Readings.transfer()
            .with("Phase", "CATCH_UP")
            .with("PhaseCode", 4)
            .with("Activity", "behind by 17 B")
            .with("LagBytes", 17L)
            .with("PeersConnected", 2)
            .with("PeersExpected", 3);
    String screen = plain(back);
    assertTrue(screen, screen.contains("  behind by 17 B\n"));
    assertTrue(screen, screen.contains(" > CATCH_UP"));
    assertTrue(screen, screen.contains("Lag       17 B"));
    assertTrue(screen, screen.contains("Peers     2 of 3 peers connected"));
    screen = plain(back.with("Running", false));
    assertTrue(screen, screen.contains("Lag       -"));
    assertTrue(screen, screen.contains("Peers     -"));
  }

  @Test
  public void whatDoesNotFitIsLeftOutAndCounted() {
    List<String> warnings = Collections.nCopies(9, "beware");
    BeanSnapshot r = Readings.transfer().with("Warnings", warnings).read();
    Surface low = new Surface(Glyphs.ASCII, false, 80, 22);
    List<String> lines = drawn(r, low);
    assertEquals(22, lines.size());
    assertTrue(lines.toString(), lines.contains(" Warnings (8 more)"));
    assertTrue(lines.toString(), lines.contains(" Candidates (1 more)"));
  }

  @Test
  public void onAHighScreenAVerdictIsReadToItsEnd() {
    BeanSnapshot r = Readings.transfer().with("Warnings", Collections.singletonList(LONG)).read();
    List<String> high = drawn(r, new Surface(Glyphs.ASCII, false, 80, 40));
    assertTrue(
        high.toString(), high.contains("    " + LONG.substring(LONG.indexOf("not stopped"))));
    List<String> low = drawn(r, new Surface(Glyphs.ASCII, false, 80, 24));
    assertFalse(low.toString(), low.contains("    " + LONG.substring(LONG.indexOf("not stopped"))));
  }

  @Test
  public void betweenRunsWhatIsWatchedCountsMoreThanWhatTheLastRunSaw() {
    Map<String, Object> dead = new HashMap<>();
    dead.put("name", "Redis");
    dead.put("state", "DOWN");
    List<Object> processes = Collections.singletonList(dead);
    assertTrue(plain(Readings.failed().with("Processes", processes)).contains("Redis     DOWN"));
    assertTrue(plain(Readings.transfer().with("Processes", processes)).contains("Redis     slave"));
    dead.put("state", "UP");
    Readings after = Readings.failed().with("Processes", processes);
    assertTrue(plain(after).contains("Redis     master"));
    assertTrue("no run has seen it", plain(after.with("RedisRole", "")).contains("Redis     UP"));
  }

  private static Map<String, Object> lastRun() {
    Map<String, Object> run = new HashMap<>();
    for (String text : new String[] {"runId", "reason", "reasonCode", "requestedBy", "compared"}) {
      run.put(text, "");
    }
    run.put("outcome", "WARMED");
    run.put("source", "10.0.2.7:22122");
    run.put("startedEpochMillis", 1_700_000_000_000L);
    run.put("elapsedMillis", 3_400L);
    run.put("bytes", 14_200_000L);
    run.put("keys", 400_116L);
    run.put("writesOnlyMillis", 35L);
    return run;
  }

  @Test
  public void theLastRunIsCutInNoFact() {
    BeanSnapshot r = Readings.idle().with("LastRun", lastRun()).read();
    String printed = String.join("\n", drawn(r, plainOf(80, Integer.MAX_VALUE)));
    assertTrue(
        printed, printed.contains(" 14.2 MB, 400116\n           keys, writes held for 35 ms\n"));
    String watched = String.join("\n", drawn(r, plainOf(80, 24)));
    assertTrue(watched, watched.contains(" from 10.0.2.7:22122, 14.2 MB\n Runs "));
    assertTrue(
        String.join("\n", drawn(r, plainOf(120, 24))).contains(" keys, writes held for 35 ms\n"));
  }

  @Test
  public void aFactLosesItsExplanationOrIsWrapped() {
    String why = "delta (auto: the node holds 60000 keys, which copy would overwrite)";
    BeanSnapshot r = Readings.transfer().with("Strategy", why).read();
    String watched = String.join("\n", drawn(r, plainOf(80, 24)));
    assertTrue(watched, watched.contains(" 144 ms    Strategy  delta\n"));
    String printed = String.join(" ", drawn(r, plainOf(80, Integer.MAX_VALUE)));
    assertTrue(
        printed,
        printed.contains("Strategy  delta (auto: the node holds 60000")
            && printed.contains("          keys, which copy would overwrite)"));
  }

  @Test
  public void onFortyColumnsTheFactsTakeThePlaceOfTheListOfPhases() {
    Readings r = Readings.transfer().with("Node", "10.0.1.5:22122").with("NodeRack", "rack1");
    String screen = String.join("\n", drawn(r.with("LastRun", lastRun()).read(), plainOf(40, 19)));
    for (String line :
        new String[] {
          " 10.0.1.5:22122 (rack1)        14:31:07",
          " Elapsed   6.8 s     14:53 min left",
          " Source    10.0.2.7:22122 (rack2)",
          " Redis     slave",
          " Runs      warmed 2"
        }) {
      assertTrue(line + " in " + screen, screen.contains(line + "\n"));
    }
    assertFalse(screen, screen.contains("PREFLIGHT"));
  }

  private static Surface plainOf(int width, int height) {
    return new Surface(Glyphs.ASCII, false, width, height);
  }

  @Test
  public void noLineIsLongerThanTheTerminalIsWide() {
    for (int width : new int[] {40, 79, 80, 120, 200}) {
      for (Readings r : new Readings[] {Readings.idle(), Readings.transfer(), Readings.failed()}) {
        for (String line : drawn(r.read(), new Surface(Glyphs.UNICODE, false, width, 50))) {
          assertTrue(width + ": " + line, line.codePointCount(0, line.length()) <= width);
        }
      }
    }
  }

  @Test
  public void inColourItSaysTheSame() {
    List<String> plain =
        drawn(Readings.failed().read(), new Surface(Glyphs.UNICODE, false, 80, 24));
    List<String> stripped = new ArrayList<>();
    for (String line : drawn(Readings.failed().read(), new Surface(Glyphs.UNICODE, true, 80, 24))) {
      stripped.add(line.replaceAll("\u001b\\[[0-9;]*m", "").replaceAll(" +$", ""));
    }
    assertEquals(plain, stripped);
  }
}
