// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.host.standalone;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import com.netflix.archaius.config.MapConfig;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.config.WarmupConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.After;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.rules.Timeout;

public class CommandProcessTest {
  private static final String PREFIX = WarmupConfig.PREFIXES.get(0);

  @Rule public final TemporaryFolder folder = new TemporaryFolder();
  @Rule public final Timeout limit = Timeout.seconds(60);

  private final AtomicReference<ShellCommand> started = new AtomicReference<>();

  @After
  public void endWhatStays() {
    if (started.get() != null) {
      started.get().kill();
    }
  }

  private Path path(String name) {
    return folder.getRoot().toPath().resolve(name);
  }

  private CommandProcess process(String start, String stop) {
    Map<String, String> settings = new HashMap<>();
    settings.put(PREFIX + "redis.start.command", start);
    settings.put(PREFIX + "redis.stop.command", stop);
    return new CommandProcess(WarmupConfig.from(new MapConfig(settings)).redisCommands(), started);
  }

  private static void await(Path file) {
    while (!Files.exists(file)) {
      Thread.yield();
    }
  }

  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).trim();
  }

  /**
   * Waits for the end of a process. A process that has ended but was not reaped does not count as
   * running.
   */
  private static void awaitEnd(String pid) throws Exception {
    String living = "ps -o stat= -p " + pid + " | grep -qv Z";
    while (new ProcessBuilder("sh", "-c", living).start().waitFor() == 0) {
      Thread.yield();
    }
  }

  @Test
  public void theStopCommandHasEndedWhenStopReturns() {
    process("", "echo \"a b\" > '" + path("stopped") + "'").stop();
    assertTrue(Files.exists(path("stopped")));
  }

  @Test
  public void whatTheStopCommandLeavesInTheBackgroundIsNotWaitedFor() {
    process("", "sleep 5 & echo $! > '" + path("pid") + "'").stop();
    assertTrue(Files.exists(path("pid")));
  }

  @Test
  public void aStopCommandThatFailsOrDoesNotExistIsNotTheEnd() {
    Path ran = folder.getRoot().toPath().resolve("ran");
    process("", "touch " + ran + "; exit 3").stop();
    assertTrue("the command was run", Files.exists(ran));
    process("", "/there/is/no/such/program").stop();
  }

  @Test
  public void withoutAStopCommandNothingIsStopped() {
    CommandProcess process = process("x", "");
    assertFalse(process.canStop());
    process.stop();
  }

  @Test
  public void onlyWhatHasAStartCommandCanBeStarted() {
    assertTrue(process("x", "").canStart());
    assertFalse(process("", "x").canStart());
  }

  @Test
  public void theStartCommandIsNotWaitedFor() throws Exception {
    Path go = path("go");
    Path done = path("done");
    process("until [ -e '" + go + "' ]; do sleep 0.05; done; touch '" + done + "'", "").start();
    assertFalse(Files.exists(done));
    Files.createFile(go);
    await(done);
  }

  @Test
  public void howAStartCommandEndedIsKnown() throws Exception {
    process("exit 3", "").start();
    assertTrue(started.get().await(20));
    assertEquals(OptionalInt.of(3), started.get().exitCode());
    process("/there/is/no/such/program", "").start();
    assertTrue(started.get().await(20));
    assertEquals(OptionalInt.of(127), started.get().exitCode());
    assertFalse(started.get().isRunning());
  }

  @Test
  public void aProcessInTheForegroundCanBeStoppedWithoutACommand() throws Exception {
    CommandProcess process = process("echo $$ > '" + path("pid") + "'; exec sleep 50", "");
    process.start();
    await(path("pid"));
    assertTrue(process.canStop());
    process.stop();
    assertFalse(started.get().isRunning());
    awaitEnd(text(path("pid")));
  }

  @Test
  public void aStartCommandThatHangsIsKilledBeforeTheNextOne() throws Exception {
    process("echo $$ > '" + path("1") + "'; trap '' TERM; while :; do sleep 1; done", "").start();
    await(path("1"));
    ShellCommand first = started.get();
    process("touch '" + path("2") + "'", "").start();
    await(path("2"));
    assertTrue(first.await(20));
    assertEquals(OptionalInt.empty(), first.exitCode());
    awaitEnd(text(path("1")));
  }

  /** A process must not be left with a full pipe or with a pipe that has no reader. */
  @Test
  public void aCommandCanPrintMoreThanTheLogTakes() throws Exception {
    process("yes | head -c 3000000; touch '" + path("done") + "'", "").start();
    await(path("done"));
    assertTrue(started.get().await(20));
    assertEquals(OptionalInt.of(0), started.get().exitCode());
  }

  @Test
  public void aShellThatCannotBeRunIsSaidWithItsKey() {
    WarmupException e =
        assertThrows(
            WarmupException.class,
            () -> ShellCommand.run("redis.start.command", "a\0b", text -> "shown"));
    assertTrue(e.getMessage(), e.getMessage().startsWith("redis.start.command (shown)"));
  }
}
