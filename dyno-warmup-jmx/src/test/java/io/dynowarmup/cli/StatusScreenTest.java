package io.dynowarmup.cli;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.jmx.remote.Reading;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.Test;

/** What an operator sees, to the letter. */
public class StatusScreenTest {
  private static final String LONG =
      "Redis 10.0.3.7:22122 did not answer PING within 2000 ms; check that it is"
          + " not stopped and that no slow command blocks it";

  private static List<String> drawn(Reading r, Surface surface) {
    return surface.draw(
        new StatusScreen(surface.glyphs(), surface.width(), surface.height())
            .rows(r, "127.0.0.1:22322", "14:31:07"));
  }

  private static String plain(Readings r) {
    return String.join("\n", drawn(r.read(), new Surface(Glyphs.ASCII, false, 80, 24)));
  }

  @Test
  public void aTransferInPlainCharacters() {
    assertEquals(
        String.join(
            "\n",
            " dyno-warmup  127.0.0.1:22322                          run 3 (MANUAL)  14:31:07",
            "",
            "  TRANSFER       [############################..........................]  52 %",
            "  receiving the data: 71.7 MB of 137.9 MB, 10.8 MB/s, 6.1 s left",
            "",
            " + PREFLIGHT         429 ms    Source    10.0.2.7:22122 (rack2)",
            " + SELECT_SOURCE     144 ms    Strategy  replication",
            " > TRANSFER           6.2 s    Rate      10.8 MB/s",
            " . CATCH_UP                    Lag       unknown",
            " . HAND_OVER                   Dynomite  STANDBY",
            " . RESTORE                     Redis     slave",
            "                               Peers     unknown",
            "",
            " Elapsed   6.8 s     Budget [....................] 14:53 min left of 15:00 min",
            " Last run  none",
            " Runs      warmed 2  partial 0  aborted 0  failed 0  skipped 0",
            "",
            " Candidates",
            "  > 10.0.2.7:22122 (rack7)  400000 keys",
            "  x 10.0.2.8:22122 (rack8)  refused"),
        plain(Readings.transfer()));
  }

  @Test
  public void aFailureSaysWhereAndWhyAndNothingOfItReachesTheTerminal() {
    String screen = plain(Readings.failed());
    assertTrue(screen, screen.contains(" x TRANSFER           6.2 s"));
    assertTrue(screen, screen.contains(" + RESTORE            80 ms"));
    assertTrue(
        screen,
        screen.contains(
            "  the budget of 900000 ms (msec.bootstraptime) was spent before the data had\n  arrived\n"));
    assertTrue(screen, screen.contains("\n  ! 10.0.2.7:22122 was  [2Jslow"));
  }

  @Test
  public void aTransferOfWhichNobodyKnowsTheEnd() {
    Readings delta =
        Readings.transfer()
            .with("BytesTotal", -1L)
            .with("EtaMillis", -1L)
            .with("Note", "pass 1: 5000 keys compared");
    String screen = plain(delta);
    assertTrue(
        screen, screen.contains("\n  pass 1: 5000 keys compared: 71.7 MB so far, 10.8 MB/s\n"));
  }

  @Test
  public void aDaemonThatHasDoneNothingYet() {
    String screen = plain(Readings.idle());
    assertTrue(screen, screen.contains("\n  IDLE           [....."));
    assertTrue(screen, screen.contains("\n  no run yet\n"));
    assertTrue(screen, screen.contains("Source    none yet"));
    assertFalse(screen, screen.contains("Budget"));
  }

  @Test
  public void wrongSettingsAreSaidBeforeARunFailsForThem() {
    String screen = plain(Readings.idle().with("SettingsProblem", "poll.msec=soon is wrong"));
    assertTrue(screen, screen.contains("  no run can begin: poll.msec=soon is wrong\n"));
  }

  @Test
  public void theHandOverIsShownWithItsTryBefore() {
    Readings back =
        Readings.transfer()
            .with("Phase", "CATCH_UP")
            .with("PhaseCode", 4)
            .with("LagBytes", 17L)
            .with("PeersConnected", 2)
            .with("PeersExpected", 3);
    String screen = plain(back);
    assertTrue(screen, screen.contains("  behind by 17 B, 2 of 3 peers connected\n"));
    assertTrue(screen, screen.contains(" > CATCH_UP"));
    assertTrue(screen, screen.contains("Lag       17 B"));
  }

  @Test
  public void whatDoesNotFitIsLeftOutAndCounted() {
    List<String> warnings = Collections.nCopies(9, "beware");
    Reading r = Readings.transfer().with("Warnings", warnings).read();
    Surface low = new Surface(Glyphs.ASCII, false, 80, 22);
    List<String> lines = drawn(r, low);
    assertTrue(lines.size() + " lines", lines.size() <= 22);
    assertTrue(lines.toString(), lines.contains(" Warnings (6 more)"));
  }

  @Test
  public void onAHighScreenAVerdictIsReadToItsEnd() {
    Reading r = Readings.transfer().with("Warnings", Collections.singletonList(LONG)).read();
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
