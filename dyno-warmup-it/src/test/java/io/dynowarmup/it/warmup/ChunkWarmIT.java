// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertSays;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

import io.dynowarmup.it.Await;
import io.dynowarmup.it.BuiltJar;
import io.dynowarmup.it.Children;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import io.dynowarmup.it.jmx.Daemon;
import io.dynowarmup.it.redis.RedisBinary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.Test;
import redis.clients.jedis.Jedis;

/**
 * The command {@code chunks warm}: one rack is dumped once, and several are warmed from the dump.
 * {@code -Dwarm.kills=100} sets how often the controller is killed (kill -9).
 */
public class ChunkWarmIT extends ChunkWarmScenario {
  private static final int KILLS = Integer.getInteger("warm.kills", 2);

  @Test
  public void threeNodesAreWarmedFromOneDump() throws Exception {
    List<RackNode> closed = racks();

    Daemon.Said said = warm(closed, "--from", source().rack(), "--parallel", "3");

    assertEquals(said.toString(), 0, said.code());
    assertSays("dumped 1 of 1 node", said.out());
    for (RackNode node : closed) {
      assertTrue(
          said.out(),
          said.out().contains("rack " + node.dc() + "/" + node.rack() + " holds ")
              && !said.out().contains("that is many"));
    }
    assertEquals(said.out(), 3, said.out().split("WARMED  ", -1).length - 1);
    assertWarm(closed);
    assertNothingIsLeft();
  }

  @Test
  public void populatorsLoadClosedNodesAndTheirRunsCloseTheGap() throws Exception {
    List<RackNode> closed = racks();

    Daemon.Said said =
        warm(closed, "--from", source().dc(), "--queue", "file://" + queue(), "--scale", "1:3");

    assertEquals(said.toString(), 0, said.code());
    assertSays("queued ", said.out());
    assertSays(" 0 dead", said.out());
    assertFalse(said.out(), said.out().contains("dead letter"));
    assertWarm(closed);
    assertNothingIsLeft();
  }

  /** More than the quarter that a single source may remove, and the half that it may lack. */
  @Test
  public void keysThatWereDeletedSinceTheDumpDoNotComeBack() throws Exception {
    List<RackNode> closed = racks();
    Daemon.Said dump = dump();
    assertEquals(dump.toString(), 0, dump.code());
    try (Jedis jedis = source().redis().client()) {
      for (int i = 0; i < KEYS * 3 / 5; i++) {
        jedis.del("key:" + i);
      }
    }

    Daemon.Said said = warm(closed, "--from", "store", "--queue", "file://" + queue());

    assertEquals(said.toString(), 0, said.code());
    assertWarm(closed);
  }

  @Test
  public void anOlderRedisIsRefusedBeforePopulatorsAreAdmitted() throws Exception {
    assumeTrue("two versions", redis.atLeast(7, 0) && !RedisBinary.embedded().atLeast(7, 0));
    List<RackNode> closed = racks(RedisBinary.embedded());
    assertEquals(0, dump().code());

    Daemon.Said said = warm(closed, "--from", "store", "--queue", "file://" + queue());

    assertTrue(said.toString(), said.code() != 0);
    assertSays("which Redis " + source().redis().info("server", "redis_version"), said.err());
    for (RackNode node : closed) {
      assertEquals("nothing is left of " + node, 0, node.redis().keys());
    }
    assertFalse("no message", Files.exists(queue()));
  }

  @Test
  public void theDumpsOfAStoreAreUsedAndStay() throws Exception {
    List<RackNode> closed = racks();
    Daemon.Said first = warm(closed.subList(0, 1), "--from", source().rack(), "--keep");
    assertEquals(first.toString(), 0, first.code());
    List<Path> dump = files(store());

    Daemon.Said said = warm(closed.subList(1, 3), "--from", "store");

    assertEquals(said.toString(), 0, said.code());
    assertWarm(closed);
    assertEquals(dump, files(store()));
  }

  @Test
  public void whatCannotBeDoneIsNamedAndNothingIsTouched() throws Exception {
    List<RackNode> closed = racks();

    Daemon.Said said = warm(closed, "--from", "nowhere");
    assertEquals(said.toString(), 64, said.code());
    assertSays("--from 'nowhere' names no node", said.err());
    said = warm(closed.subList(0, 2), "--from", closed.get(2).rack());
    assertSays("no replica can be dumped: rack ", said.err());
    said = warm(closed, "--from", "store");
    assertTrue(said.toString(), said.code() != 0);
    said = warm(closed);
    assertEquals(said.toString(), 64, said.code());
    assertEquals(List.of(), files(store()));
  }

  @Test
  public void aControllerThatIsKilledIsContinued() throws Exception {
    List<RackNode> closed = racks();
    Random random = new Random(1);
    String[] more = {"--from", source().rack(), "--queue", "file://" + queue(), "--threads", "2"};
    for (int i = 0; i < KILLS; i++) {
      long lines = random.nextInt(6);
      Process process =
          new ProcessBuilder(BuiltJar.command(List.of(), arguments(closed, more)))
              .redirectErrorStream(true)
              .redirectOutput(dir.file("log").toFile())
              .start();
      try {
        Await.until(
            () -> lines + " lines in " + dir.read("log"),
            LIMIT,
            () -> dir.read("log").lines().count() >= lines || !process.isAlive());
      } finally {
        Children.kill(process);
      }
    }

    Daemon.Said said = warm(closed, more);

    assertEquals(dir.read("log") + said, 0, said.code());
    assertWarm(closed);
    assertNothingIsLeft();
  }

  @Test
  public void whatAKilledOneHasLeftIsRemoved() throws Exception {
    List<RackNode> closed = racks();
    Process process =
        new ProcessBuilder(
                BuiltJar.command(
                    List.of(),
                    arguments(
                        closed,
                        "--from",
                        source().rack(),
                        "--queue",
                        "file://" + queue(),
                        "--threads",
                        "0")))
            .redirectErrorStream(true)
            .redirectOutput(dir.file("log").toFile())
            .start();
    try {
      Await.until(
          () -> "messages: " + dir.read("log"),
          LIMIT,
          () -> dir.read("log").contains("queued ") || !process.isAlive());

      Daemon.Said second = warm(closed, "--from", source().rack());

      assertEquals(second.toString(), 12, second.code());
      assertSays("another controller, process " + process.pid() + "@", second.err());
    } finally {
      Children.kill(process);
    }
    assertTrue(Files.exists(queue()));

    Daemon.Said said = warm(closed, "--clean");

    assertEquals(said.toString(), 0, said.code());
    assertNothingIsLeft();
    for (RackNode node : closed) {
      assertEquals("fence of " + node, 0, node.redis().keys());
    }
  }
}
