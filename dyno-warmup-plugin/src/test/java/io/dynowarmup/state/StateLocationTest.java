// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.state;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.engine.Scenario;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.rules.Timeout;

/** Tests which state file a node uses. */
public class StateLocationTest {
  private static final String NAME = ".dyno-warmup-127.0.0.1-22122-r1-100.state";

  @Rule public final TemporaryFolder folder = new TemporaryFolder();
  @Rule public final Timeout limit = Timeout.seconds(60);

  private String homeBefore;
  private Path home;
  private Scenario s;

  @Before
  public void aHomeDirectory() {
    homeBefore = System.getProperty("user.home");
    home = folder.getRoot().toPath();
    System.setProperty("user.home", home.toString());
    s = new Scenario(home);
    s.host.settings.remove("state.file");
  }

  @After
  public void theOneBefore() {
    System.setProperty("user.home", homeBefore);
  }

  private StateLocation location() {
    return StateLocation.of(s.host.readConfig(), s.host.readTopology(s.host.readConfig()));
  }

  private List<String> files() throws IOException {
    try (Stream<Path> all = Files.list(home)) {
      return all.map(p -> p.getFileName().toString())
          .filter(n -> !n.endsWith(".lock"))
          .sorted()
          .collect(Collectors.toList());
    }
  }

  private WarmupStatus assertWarmed() {
    WarmupStatus end = s.run();
    assertEquals(end.reason(), Optional.of(WarmupOutcome.WARMED), end.outcome());
    return end;
  }

  private static long about(String word, WarmupStatus end) {
    return end.warnings().stream().filter(w -> w.contains(word)).count();
  }

  @Test
  public void nodesOnOneMachineKeepTheirStateApart() throws IOException {
    assertWarmed();
    s.restarted().with("redis.port", 22999).with("rack", "r7");
    Path other = location().adopted();
    assertEquals(home.resolve(".dyno-warmup-127.0.0.1-22999-r7-100.state"), other);
    assertFalse(Files.exists(other));
    assertEquals(Collections.singletonList(NAME), files());
  }

  @Test
  public void twoOfOneTokenAndOnePortDoNotShareALock() {
    NodeIdentity one = new NodeIdentity("127.0.0.2:6379", "dc/r1", "100");
    NodeIdentity two = new NodeIdentity("127.0.0.3:6379", "dc/r2", "100");
    try (RunLock first = RunLock.take(home.resolve(one.fileName()));
        RunLock second = RunLock.take(home.resolve(two.fileName()))) {
      assertEquals(Optional.empty(), first.problem());
      assertEquals(Optional.empty(), second.problem());
    }
  }

  @Test
  public void theFileOfAnOlderVersionIsAdoptedOnce() throws IOException {
    Path old = home.resolve(".dyno-warmup-22122.state");
    StateFile.open(old).recordWarm("a process", Collections.singletonList(100L));
    Files.write(CheckpointFile.beside(old), new byte[] {1});
    assertEquals("a look moves nothing", old, location().found());
    assertTrue(Files.exists(old));

    Path path = location().adopted();

    assertEquals(home.resolve(NAME), path);
    assertEquals(Optional.of("a process"), StateFile.open(path).warmRunId());
    assertTrue(Files.exists(CheckpointFile.beside(path)));
    assertFalse(Files.exists(old));
    assertFalse(Files.exists(RunLock.beside(old)));
  }

  @Test
  public void anOlderFileOfOtherTokensStays() throws IOException {
    Path old = home.resolve(".dyno-warmup-22122.state");
    StateFile.open(old).recordWarm("a process", Collections.singletonList(300L));
    assertEquals(home.resolve(NAME), location().adopted());
    assertTrue(Files.exists(old));
  }

  @Test
  public void aNodeWhoseTokenHasChangedFindsItsFile() throws IOException {
    assertWarmed();
    s.restarted().with("token", "200");
    Path path = location().adopted();
    assertEquals(Collections.singletonList(100L), StateFile.open(path).warmTokens());
    assertEquals(Collections.singletonList(".dyno-warmup-127.0.0.1-22122-r1-200.state"), files());
  }

  @Test
  public void aFileThatWasGivenToTwoNodesIsRecognizedAndSaid() {
    Path given = home.resolve("shared");
    s.with("state.file", given);
    assertWarmed();
    s.restarted().with("token", "200").with("rack", "r9");
    StateLocation other = location();
    assertEquals(home.resolve(".dyno-warmup-127.0.0.1-22122-r9-200.state"), other.path());
    String note = other.notes().toString();
    assertTrue(note, note.contains("state.file " + given + " is that of another node, dc/r1"));
    assertTrue(note, note.contains("give each node a state.file of its own"));
  }

  @Test
  public void aFileThatWasGivenStaysOfANodeThatChangesItsToken() {
    Path given = home.resolve("given");
    s.with("state.file", given);
    assertWarmed();
    s.restarted().with("token", "200");
    assertEquals(given, location().path());
    assertEquals(Collections.emptyList(), location().notes());
  }

  @Test
  public void oneThatCannotBeWrittenIsWarnedOfOnceInWords() throws IOException {
    Path file = home.resolve("a file");
    Files.write(file, "x".getBytes(StandardCharsets.UTF_8));
    s.with("state.file", file.resolve("state"));
    WarmupStatus end = assertWarmed();
    assertEquals(end.warnings().toString(), 1, about("state file", end));
    assertEquals(end.warnings().toString(), 1, about("a part of its path is not a directory", end));
    assertEquals(end.warnings().toString(), 0, about("Exception", end));
  }
}
