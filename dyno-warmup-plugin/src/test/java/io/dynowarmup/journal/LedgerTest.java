// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.journal;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.redis.stream.Resp;
import io.dynowarmup.redis.stream.StreamCommand;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.Test;

/** Tests what is known of a key after the commands of two streams. */
public class LedgerTest {
  private static final String[] NONE = {};

  private static Ledger ledger(String... commands) {
    Ledger ledger = new Ledger(0);
    for (StreamCommand command : Resp.parsed(Resp.commands(commands), 0)) {
      ledger.apply(command);
    }
    return ledger;
  }

  private static String[] commands(String... commands) {
    return commands;
  }

  private static JournalKey key(String name) {
    return new JournalKey(0, name.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String difference(String key, String[] source, String[] local) {
    return KeyDifference.of(ledger(source).state(key(key)), ledger(local).state(key(key)))
        .toString();
  }

  @Test
  public void additionsDifferByTheirSums() {
    assertEquals(
        "{the number=-1}",
        difference("k", commands("INCR k", "INCR k"), commands("INCR k", "INCR k", "INCR k")));
    assertEquals(
        "{the number=3}", difference("k", commands("INCR k", "INCRBY k 3"), commands("INCR k")));
    assertEquals(
        "EQUAL", difference("k", commands("INCR k", "DECRBY k 3"), commands("DECR k", "DECR k")));
    assertEquals("{the number=2}", difference("k", commands("INCRBY k 2"), NONE));
    assertEquals(
        "{HASH_FIELD f=-2, HASH_FIELD g=1}",
        difference(
            "h",
            commands("HINCRBY h f 2", "HINCRBY h g 2"),
            commands("HINCRBY h f 2", "HINCRBY h g 1", "HINCRBY h f 2")));
  }

  @Test
  public void whatOnlyThisNodeHasExecutedIsNotTakenBack() {
    // The key may not exist at the source, and 0 is another value than none.
    assertEquals("UNKNOWN", difference("k", NONE, commands("INCR k")));
    assertEquals("UNKNOWN", difference("k", commands("INCR k", "DECR k"), NONE));
  }

  @Test
  public void aValueThatIsSetMakesTheCommandsBeforeItIrrelevant() {
    assertEquals(
        "EQUAL", difference("k", commands("INCR k", "SET k 5"), commands("APPEND k 1", "SET k 5")));
    assertEquals(
        "{the number=-1}",
        difference("k", commands("SET k 5", "INCR k"), commands("SET k 5", "INCR k", "INCR k")));
    assertEquals(
        "{the number=1}",
        difference("k", commands("SET k 5", "INCR k"), commands("INCR k", "SET k 5")));
    assertEquals("EQUAL", difference("k", commands("SET k 5", "DEL k"), commands("UNLINK k j")));
    assertEquals("UNKNOWN", difference("k", commands("SET k 5"), commands("SET k 6")));
  }

  @Test
  public void theOrderOfOtherCommandsMatters() {
    assertEquals("EQUAL", difference("l", commands("RPUSH l a"), commands("RPUSH l a")));
    assertEquals(
        "UNKNOWN", difference("l", commands("RPUSH l a"), commands("RPUSH l a", "RPUSH l a")));
    assertEquals(
        "UNKNOWN",
        difference("l", commands("RPUSH l a", "RPUSH l b"), commands("RPUSH l b", "RPUSH l a")));
    assertEquals(
        "UNKNOWN",
        difference(
            "k", commands("INCR k", "APPEND k 1"), commands("INCR k", "INCR k", "APPEND k 1")));
  }

  @Test
  public void aDoubtPassesToTheKeysThatAreMadeOfIt() {
    String[] source = commands("RPUSH a 1", "LMOVE a b LEFT RIGHT", "COPY b c");
    String[] local = commands("RPUSH a 1", "RPUSH a 1", "LMOVE a b LEFT RIGHT", "COPY b c");
    for (String key : commands("a", "b", "c")) {
      assertEquals(key, "UNKNOWN", difference(key, source, local));
      assertEquals(key, "EQUAL", difference(key, source, source));
    }
  }

  @Test
  public void keysOfOtherDatabasesAreOtherKeys() {
    Ledger ledger = ledger("INCR k", "SELECT 3", "INCR k", "INCR k");
    assertEquals("[k, k of database 3]", new TreeSet<>(names(ledger)).toString());
    JournalKey third = new JournalKey(3, key("k").name());
    assertEquals("[2]", ledger.state(third).sums().values().toString());
  }

  private static List<String> names(Ledger ledger) {
    List<String> names = new ArrayList<>();
    ledger.keys().forEach(key -> names.add(key.toString()));
    return names;
  }

  @Test
  public void reservedKeysAreLeftOut() {
    assertTrue(ledger("SET __dyno_warmup:node x", "DEL __dyno_warmup:run").keys().isEmpty());
  }

  @Test
  public void aSumThatOverflowsIsNotCompared() {
    assertEquals(
        "UNKNOWN",
        difference(
            "k",
            commands("INCRBY k 9223372036854775807", "INCRBY k 1"),
            commands("INCRBY k 9223372036854775807")));
    assertEquals(
        "UNKNOWN",
        difference(
            "k",
            commands("INCRBY k 9223372036854775807"),
            commands("INCRBY k -9223372036854775807")));
  }

  @Test
  public void moreKeysThanTheMemoryHoldsAreInDoubt() {
    Ledger ledger = new Ledger(0, 10L * Ledger.COST);
    for (int i = 0; i < 20; i++) {
      ledger.apply(Resp.parsed("INCR k" + i));
    }
    assertTrue(ledger.doubt().get(), ledger.doubt().get().startsWith("more keys"));
    assertTrue(ledger.keys().isEmpty());
  }

  @Test
  public void fieldsTakeMemoryToo() {
    Ledger ledger = new Ledger(0, 20L * Ledger.COST);
    for (int i = 0; i < 1_000; i++) {
      ledger.apply(Resp.parsed("HINCRBY h field" + i % 50 + " 1"));
    }
    assertTrue(ledger.doubt().isPresent());
    assertEquals(Optional.empty(), ledger("HINCRBY h f 1", "HINCRBY h f 1").doubt());
  }

  @Test
  public void aHashOfManyCountersIsComparedAsAWhole() {
    Ledger source = new Ledger(0);
    Ledger local = new Ledger(0);
    for (int i = 0; i < 100; i++) {
      source.apply(Resp.parsed("HINCRBY h field" + i + " 1"));
      local.apply(Resp.parsed("HINCRBY h field" + i + " 1"));
    }
    assertEquals(
        KeyDifference.EQUAL, KeyDifference.of(source.state(key("h")), local.state(key("h"))));
    local.apply(Resp.parsed("HINCRBY h field1 1"));
    assertEquals(
        KeyDifference.UNKNOWN, KeyDifference.of(source.state(key("h")), local.state(key("h"))));
  }
}
