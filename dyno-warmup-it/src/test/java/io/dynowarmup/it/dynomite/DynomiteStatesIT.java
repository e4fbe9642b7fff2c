// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.dynomite;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.it.Await;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import io.dynowarmup.it.redis.RespClient;
import io.dynowarmup.it.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;

/** The effect of each state on the traffic of clients. */
public class DynomiteStatesIT extends DynomiteContract {
  public DynomiteStatesIT(Kind kind) {
    super(kind);
  }

  @Test
  public void aFreshlyStartedOneIsNormalAndServes() {
    RackNode node = single();
    RespClient client = client(node);
    assertEquals("NORMAL", node.dynomite().adminClient().state());
    assertEquals("+PONG", client.call("PING"));
    assertEquals("+OK", client.call("SET", "a", "1"));
    assertEquals("1", client.call("GET", "a"));
    assertNull(client.call("GET", "nothing"));
    assertEquals(":1", client.call("DEL", "a"));
  }

  @Test
  public void standbyRefusesEverything() {
    RackNode node = single();
    state(node, "STANDBY");
    RespClient client = client(node);
    assertEquals(WRONG_STATE, client.call("PING"));
    assertEquals(WRONG_STATE, client.call("GET", "a"));
    assertEquals(WRONG_STATE, client.call("SET", "a", "1"));
    assertNull(get(node, "a"));
  }

  @Test
  public void writesOnlyRefusesReadsAndQueuesWrites() {
    RackNode node = single();
    state(node, "WRITES_ONLY");
    RespClient reader = client(node);
    assertEquals(WRONG_STATE, reader.call("PING"));
    assertEquals(WRONG_STATE, reader.call("GET", "a"));
    RespClient writer = client(node).send("SET", "a", "1");
    staysQueued(node, writer, "a");
  }

  @Test
  public void resumingRefusesReadsAndServesWrites() {
    RackNode node = single();
    state(node, "RESUMING");
    RespClient client = client(node);
    assertEquals(WRONG_STATE, client.call("PING"));
    assertEquals(WRONG_STATE, client.call("GET", "a"));
    assertEquals("+OK", client.call("SET", "a", "1"));
    assertEquals("1", get(node, "a"));
  }

  @Test
  public void resumingFlushesTheQueueOnlyWithTheNextWrite() {
    RackNode node = single();
    RespClient writer = client(node);
    state(node, "WRITES_ONLY");
    for (int i = 0; i < 5; i++) {
      writer.send("SET", "a" + i, "1");
    }
    staysQueued(node, writer, "a0");
    state(node, "RESUMING");
    staysQueued(node, writer, "a0");
    assertEquals(":0", client(node).call("DEL", "probe"));
    for (int i = 0; i < 5; i++) {
      assertEquals("+OK", writer.receive());
      assertEquals("1", get(node, "a" + i));
    }
  }

  @Test
  public void aReadDoesNotFlushTheQueue() {
    RackNode node = single();
    state(node, "WRITES_ONLY");
    RespClient writer = client(node).send("SET", "a", "1");
    staysQueued(node, writer, "a");
    state(node, "RESUMING");
    assertEquals(WRONG_STATE, client(node).call("GET", "a"));
    staysQueued(node, writer, "a");
  }

  @Test
  public void normalWithoutResumingWedgesTheQueueAndWhatComesAfterIt() {
    RackNode node = single(NodeSettings.defaults().withTimeoutMillis(3_000));
    state(node, "WRITES_ONLY");
    RespClient writer = client(node).send("SET", "a", "1");
    staysQueued(node, writer, "a");
    state(node, "NORMAL");
    RespClient later = client(node).send("SET", "b", "1");
    staysQueued(node, later, "b");
    RespClient reader = client(node).send("GET", "b");
    staysQueued(node, reader, "b");
    assertEquals(STORAGE_REFUSED, writer.receive());
    assertEquals(STORAGE_REFUSED, later.receive());
    assertEquals(STORAGE_REFUSED, reader.receive());
    assertNull(get(node, "a"));
    assertNull(get(node, "b"));
  }

  @Test
  public void theQueueIsDroppedAfterTheTimeoutAndForAboutASecondEverythingIsRefused() {
    RackNode node = single(NodeSettings.defaults().withTimeoutMillis(300));
    hitTheSecond(() -> isRefusedInTheSecondAfterTheDrop(node));
    assertEquals(0, node.redis().keys());
  }

  /** Returns false if the second was over before everything was asked. */
  private boolean isRefusedInTheSecondAfterTheDrop(RackNode node) {
    state(node, "WRITES_ONLY");
    RespClient writer = client(node);
    long began = Clock.nanos();
    for (int i = 0; i < 20; i++) {
      writer.send("SET", "a" + i, "1");
    }
    for (int i = 0; i < 20; i++) {
      assertEquals(STORAGE_REFUSED, writer.receive());
    }
    String write = writer.call("SET", "b", "1");
    state(node, "STANDBY");
    String ping = writer.call("PING");
    state(node, "NORMAL");
    String read = writer.call("GET", "a0");
    boolean inTime = isWithin(1_200, began);
    if (inTime) {
      assertEquals(STORAGE_REFUSED, write);
      assertEquals("the connection comes before the state", STORAGE_REFUSED, ping);
      assertEquals(STORAGE_REFUSED, read);
    }
    Await.until("it serves again", LIMIT, () -> "+PONG".equals(writer.call("PING")));
    return inTime;
  }

  @Test
  public void standbyKeepsTheQueueAndALaterFlushReplaysIt() {
    RackNode node = single();
    RespClient old = client(node);
    state(node, "WRITES_ONLY");
    old.send("SET", "a", "old");
    staysQueued(node, old, "a");
    state(node, "STANDBY");
    try (var jedis = node.redis().client()) {
      jedis.set("a", "new");
    }
    assertEquals(WRONG_STATE, client(node).call("SET", "b", "1"));
    state(node, "WRITES_ONLY");
    state(node, "RESUMING");
    assertEquals(":0", client(node).call("DEL", "probe"));
    assertEquals("+OK", old.receive());
    assertEquals("old", get(node, "a"));
  }

  @Test
  public void whatALeavingClientHasQueuedIsFlushedAllTheSame() {
    RackNode node = single();
    RespClient writer = client(node);
    assertEquals("+OK", writer.call("SET", "before", "1"));
    state(node, "WRITES_ONLY");
    writer.send("SET", "a", "1");
    staysQueued(node, writer, "a");
    writer.close();
    state(node, "RESUMING");
    assertEquals(":0", client(node).call("DEL", "probe"));
    awaitValue(node, "a", "1");
  }

  @Test
  public void aProbeOnAReplicaEmptiesTheQueueIntoRefusals() {
    RackNode node = single();
    try (var jedis = node.redis().client()) {
      jedis.replicaof("127.0.0.1", 1);
    }
    state(node, "WRITES_ONLY");
    RespClient writer = client(node).send("SET", "a", "1");
    staysQueued(node, writer, "a");
    state(node, "RESUMING");
    String readOnly = client(node).call("DEL", "probe");
    assertTrue(readOnly, readOnly.startsWith("-READONLY"));
    assertTrue(writer.receive().startsWith("-READONLY"));
    try (var jedis = node.redis().client()) {
      jedis.replicaofNoOne();
    }
    assertEquals("+OK", client(node).call("SET", "b", "1"));
    assertNull(get(node, "a"));
  }

  @Test
  public void oneProbeFlushesOneOfFourStorageConnectionsAndSixteenFlushAll() {
    RackNode node = single(NodeSettings.defaults().withDatastoreConnections(4));
    List<RespClient> writers = queueOnAllConnections(node);
    assertEquals(":0", client(node).call("DEL", "probe"));
    Await.until("a quarter is flushed", LIMIT, () -> flushed(writers) == 4);
    Await.holdsFor("a quarter is flushed", A_MOMENT, () -> flushed(writers) == 4);
    List<RespClient> probes = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      probes.add(client(node).send("DEL", "probe"));
    }
    for (RespClient probe : probes) {
      assertEquals(":0", probe.receive());
    }
    for (int i = 0; i < 16; i++) {
      assertEquals("+OK", writers.get(i).receive());
      assertEquals("1", get(node, "a" + i));
    }
  }

  private static long flushed(List<RespClient> writers) {
    return writers.stream().filter(RespClient::hasAnswer).count();
  }

  @Test
  public void probesOneAfterTheOtherAllTakeTheSameStorageConnection() {
    RackNode node = single(NodeSettings.defaults().withDatastoreConnections(4));
    List<RespClient> writers = queueOnAllConnections(node);
    for (int i = 0; i < 16; i++) {
      try (RespClient probe = RespClient.connect(node.dynomite().client())) {
        assertEquals(":0", probe.call("DEL", "probe"));
        assertEquals("+OK", probe.call("QUIT"));
        assertTrue(probe.isHungUp());
      }
    }
    Await.until("a quarter is flushed", LIMIT, () -> flushed(writers) == 4);
    Await.holdsFor("a quarter is flushed", A_MOMENT, () -> flushed(writers) == 4);
  }

  /** Queues writes of 16 clients, four on each storage connection. */
  private List<RespClient> queueOnAllConnections(RackNode node) {
    List<RespClient> writers = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      writers.add(client(node));
      assertEquals("+OK", writers.get(i).call("SET", "before" + i, "1"));
    }
    state(node, "WRITES_ONLY");
    for (int i = 0; i < 16; i++) {
      writers.get(i).send("SET", "a" + i, "1");
    }
    staysQueued(node, writers.get(15), "a15");
    state(node, "RESUMING");
    return writers;
  }

  @Test
  public void commandsThatItDoesNotKnowEndTheConnection() {
    RackNode node = single();
    for (String command : List.of("HELLO", "CLIENT", "SELECT", "AUTH", "COMMAND", "FLUSHALL")) {
      assertTrue(command, client(node).send(command, "0").isHungUp());
    }
    assertFalse(client(node).send("PING").isHungUp());
  }
}
