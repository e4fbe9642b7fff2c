// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.terminal;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

import io.dynowarmup.it.Await;
import io.dynowarmup.it.BuiltJar;
import io.dynowarmup.it.dynomite.cluster.DynomiteCluster;
import io.dynowarmup.it.jmx.Daemon;
import io.dynowarmup.it.redis.Filler;
import io.dynowarmup.it.redis.RedisBinary;
import io.dynowarmup.it.warmup.Scenario;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.Before;
import org.junit.Test;
import org.junit.runners.Parameterized.Parameters;

/** What an operator sees on a terminal. {@code -Dscreens.print=true} prints the screens. */
public class ScreensIT extends Scenario {
  private static final String TIME = "[0-9.:]+ (ms|s|min)";
  private static final String PROGRESS = "[0-9]+ %, about " + TIME + " left, .*/s";
  private static final List<String> PHASES =
      List.of("PREFLIGHT", "SELECT_SOURCE", "TRANSFER", "CATCH_UP", "HAND_OVER", "RESTORE");

  /** A hand-over that does not hold is repeated. */
  private static final String IN_ORDER =
      "PREFLIGHT SELECT_SOURCE TRANSFER( CATCH_UP HAND_OVER){1,3} RESTORE";

  private static final String CTRL_C = "\u0003";

  // Each takes minutes at this rate, until the link is made fast.
  private static final int KEYS = 60_000;
  private static final int SLOW = 10_000;
  private static final int SLOW_FOR_COMPARISON = 30_000;

  private DynomiteCluster cluster;
  private Daemon daemon;

  @Parameters(name = "{0}")
  public static List<RedisBinary> binaries() {
    return List.of(RedisBinary.newest());
  }

  @Before
  public void slowCluster() {
    assumeTrue("no command script", Pty.available());
    cluster = cluster(c -> c.withLinks());
    Filler.strings(source().redis(), KEYS, 200);
    cluster.link(1, 0).redis().bandwidth(SLOW);
  }

  private void fast() {
    cluster.link(1, 0).redis().bandwidth(0);
  }

  private void daemon() throws Exception {
    daemon = closeLater(Daemon.beside(cold(), List.of(), "bootstrap=false"));
    daemon.awaitEnd("SKIPPED: bootstrap is false");
  }

  private Pty run(int columns, int rows, String... environment) throws Exception {
    return open(columns, rows, run(), environment);
  }

  private List<String> run() {
    List<String> command =
        BuiltJar.command("run", "--dynomite-yml", cold().dynomite().yml().toString());
    command.addAll(List.of("-D", "state.file=" + cold().dynomite().yml() + ".state"));
    return command;
  }

  private Pty tell(int columns, int rows, String... arguments) throws Exception {
    List<String> command = BuiltJar.command(arguments);
    command.addAll(List.of("--jmx", daemon.url().toString()));
    return open(columns, rows, command);
  }

  private Pty open(int columns, int rows, List<String> command, String... environment)
      throws Exception {
    Map<String, String> variables =
        Arrays.stream(environment)
            .map(e -> e.split("=", 2))
            .collect(Collectors.toMap(e -> e[0], e -> e[1]));
    return closeLater(Pty.open(columns, rows, variables, command));
  }

  private static void print(String what, Pty pty) {
    if (Boolean.getBoolean("screens.print")) {
      System.out.println("--- " + what);
      System.out.println(pty.text());
    }
  }

  private static long count(String screen, String begin) {
    return screen.lines().filter(line -> line.startsWith(begin)).count();
  }

  /** The phases that are over are on the screen once each time, in their order. */
  private static void assertPhases(Pty pty) {
    String seen =
        pty.text()
            .lines()
            .map(line -> line.split(" ", 2)[0])
            .filter(PHASES::contains)
            .collect(Collectors.joining(" "));
    assertTrue(pty.text(), seen.matches(IN_ORDER));
  }

  @Test
  public void aRunShowsItsPhasePercentRateAndTimeLeft() throws Exception {
    Pty pty = run(80, 24);
    String screen = pty.await("^TRANSFER +" + TIME + "  " + PROGRESS);
    print("run 80x24", pty);
    assertEquals(screen, 1, count(screen, "TRANSFER"));
    pty.resize(40, 24);
    screen = pty.await("^TRANSFER " + TIME + " [0-9]+ %");
    print("run 40x24", pty);
    assertEquals(screen, 1, count(screen, "TRANSFER"));
    pty.resize(120, 40);
    pty.await("^TRANSFER +" + TIME + "  " + PROGRESS + ", .*B of about .*B: .*");
    print("run 120x40", pty);
    fast();
    assertEquals(pty.text(), 0, pty.end());
    print("run 120x40, at its end", pty);
    pty.await("^WARMED in .*");
    assertPhases(pty);
  }

  @Test
  public void aCopyShowsItsRateAndTheTimeLeft() throws Exception {
    fast();
    List<String> command = run();
    command.addAll(List.of("--strategy", "copy", "-D", "delta.keys.per.second=1000"));
    Pty pty = open(80, 24, command);
    pty.await("^TRANSFER +" + TIME + "  [0-9]+ %, about " + TIME + " left, [0-9]+ keys/s.*");
    print("run --strategy copy 80x24", pty);
    pty.type(CTRL_C);
    assertEquals(pty.text(), 130, pty.end());
  }

  @Test
  public void aFailureIsSaidOnce() throws Exception {
    source().redis().kill();
    Pty pty = run(80, 24);
    assertEquals(pty.text(), 12, pty.end());
    print("run 80x24, failed", pty);
    assertEquals(pty.text(), 1, count(pty.text(), "FAILED in "));
    assertFalse(pty.written(), pty.written().contains("RunEnd"));
  }

  @Test
  public void withoutATerminalThatCanMoveThereAreLines() throws Exception {
    fast();
    Pty pty = run(80, 24, "TERM=dumb");
    assertEquals(pty.text(), 0, pty.end());
    assertFalse(pty.written(), pty.written().contains("\u001b"));
    assertTrue(pty.written(), pty.written().contains("\nTRANSFER "));
  }

  @Test
  public void whoWaitsForARunSeesWhatRunShowsAndMayLeaveIt() throws Exception {
    daemon();
    Pty pty = tell(80, 24, "start", "--wait");
    pty.await("^TRANSFER +" + TIME + "  " + PROGRESS);
    print("start --wait 80x24", pty);
    Pty watch = tell(80, 24, "status", "--watch");
    watch.await(" TRANSFER +\\[.*");
    watch.await(" q quit.*");
    print("status --watch 80x24", watch);
    watch.resize(120, 40);
    watch.await("TRANSFER +\\[.{90,}\\].*");
    print("status --watch 120x40", watch);
    watch.type("q");
    assertEquals(0, watch.end());
    Pty check = tell(80, 24, "status", "--check", "--wait", "600");
    check.await("^WARMING: run [0-9]+ is in TRANSFER: [0-9]+ %, about .*");
    String below = "(?s)WARMING: .*\n  .*\nWARMING: run [0-9]+ is in TRANSFER: [0-9]+ %, about .*";
    Await.until(check::text, LIMIT, () -> check.text().matches(below));
    print("status --check --wait 80x24", check);
    pty.type(CTRL_C);
    assertEquals(130, pty.end());
    print("start --wait 80x24, after Ctrl-C", pty);
    pty.await("^run [0-9]+ continues: 'status --watch' shows it, 'abort' ends it");
    assertEquals("the live line is gone", 0, count(pty.text(), "TRANSFER"));
    Pty abort = tell(120, 40, "abort", "--wait");
    assertEquals(abort.text(), 0, abort.end());
    print("abort --wait 120x40", abort);
    abort.await("^run [0-9]+ is ending: .*; unless the data arrives before, .*");
    abort.await("^ABORTED in .*");
    fast();
    Pty again = tell(120, 40, "start", "--wait");
    assertEquals(again.text(), 0, again.end());
    print("start --wait 120x40, at its end", again);
    assertPhases(again);
    assertEquals(check.text(), 0, check.end());
    print("status --check --wait 80x24, at its end", check);
    check.await("^SERVING: Redis master, Dynomite NORMAL, .*");
    assertEquals("the live line is gone", 2, count(check.text(), "WARMING: "));
  }

  @Test
  public void whoWaitsForAComparisonSeesItsShareAndMayLeaveIt() throws Exception {
    cluster.link(1, 0).redis().bandwidth(SLOW_FOR_COMPARISON);
    daemon();
    Pty pty = tell(80, 24, "verify", "--mode", "full", "--wait");
    pty.await("^VERIFY +" + TIME + "  " + PROGRESS);
    print("verify --wait 80x24", pty);
    pty.resize(120, 40);
    pty.await("^VERIFY .*, [0-9]+ of about [0-9]+ compared");
    print("verify --wait 120x40", pty);
    pty.type(CTRL_C);
    assertEquals(130, pty.end());
    pty.await("^the verification continues: 'verify --last' .*");
    print("verify --wait 120x40, after Ctrl-C", pty);
    Pty abort = tell(80, 24, "abort", "--wait");
    assertEquals(abort.text(), 0, abort.end());
    abort.await("^ABORTED: full, .*");
    print("abort --wait 80x24", abort);
  }
}
