// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.fitness;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.redis.Answer;
import io.dynowarmup.redis.info.RedisInfo;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.junit.Test;

public class SnapshotFitTest {
  private static ServerFacts redis(String version, String... more) {
    return ServerFacts.of(
        RedisInfo.parse("redis_version:" + version + "\n" + String.join("\n", more)));
  }

  private static ServerFacts valkey(String version) {
    return redis("7.2.4", "server_name:valkey", "valkey_version:" + version);
  }

  private static ServerFacts with(ServerFacts facts, Map<String, String> settings, int dumped) {
    return new ServerFacts(
        facts.info(),
        dumped < 0 ? OptionalInt.empty() : OptionalInt.of(dumped),
        settings,
        Collections.emptyMap());
  }

  private static boolean loads(ServerFacts here, ServerFacts there) {
    return !new SnapshotFit(here, there).versionObjection().isPresent();
  }

  @Test
  public void anOlderRedisLoadsNothingNewer() {
    String[] rising = {"5.0.14", "7.0.15", "7.2.5", "7.4.1"};
    for (int here = 0; here < rising.length; here++) {
      for (int there = 0; there < rising.length; there++) {
        assertEquals(
            rising[here] + " from " + rising[there],
            there <= here,
            loads(redis(rising[here]), redis(rising[there])));
      }
    }
    assertTrue("5 and 6 write the same", loads(redis("5.0.14"), redis("6.2.11")));
    assertTrue("7.4 and 8.0 do, too", loads(redis("7.4.1"), redis("8.0.3")));
  }

  @Test
  public void valkeyAndRedisPartAfter72() {
    assertTrue(loads(valkey("8.0.1"), redis("7.2.5")));
    assertTrue(loads(redis("7.4.1"), valkey("8.1.0")));
    assertFalse(loads(valkey("8.1.0"), redis("7.4.1")));
    assertFalse(loads(redis("8.0.3"), valkey("9.0.0")));
    assertFalse(loads(valkey("9.0.0"), redis("7.4.1")));
    assertTrue(loads(valkey("9.0.0"), redis("7.2.5")));
    assertTrue(loads(valkey("9.0.0"), valkey("8.0.1")));
  }

  @Test
  public void anUnknownReleaseIsIdentifiedByItsDump() {
    ServerFacts unknown = redis("255.255.255");
    assertTrue("not known", loads(redis("7.0.15"), unknown));
    ServerFacts there = with(unknown, Collections.emptyMap(), 13);
    assertFalse(loads(redis("7.0.15"), there));
    assertTrue("of the same release", loads(unknown, there));
    assertEquals(
        OptionalInt.of(0x0c0b), RdbVersions.ofDump(new byte[] {9, 11, 12, 1, 2, 3, 4, 5, 6, 7, 8}));
    assertEquals(OptionalInt.empty(), RdbVersions.ofDump(new byte[3]));
  }

  @Test
  public void ofAReleaseThatIsNotKnownTheLowestVersionIs() {
    assertFalse("12 or newer", loads(redis("7.2.5"), redis("8.2.1")));
    String text = new SnapshotFit(redis("8.0.3"), redis("8.8.1")).versionObjection().get();
    assertTrue(text, text.startsWith("is Redis 8.8.1 and writes RDB version 14 or newer, which"));
    assertTrue(text, text.contains("the local Redis 8.0.3 cannot load (it loads up to 12)"));
    assertTrue("of one release line", loads(redis("8.6.1"), redis("8.6.3")));
    assertFalse("13", loads(redis("8.0.6"), redis("8.6.3")));
    assertTrue("an older source", loads(redis("8.7.0"), redis("8.6.1")));
    assertTrue("of one release", loads(redis("8.7.0"), redis("8.7.2")));
    ServerFacts dumped = with(redis("8.7.0"), Collections.emptyMap(), 13);
    assertTrue("what it writes is known", loads(redis("8.6.1"), dumped));
  }

  /** A rolling upgrade, by a user who may not send DUMP. */
  @Test
  public void theReleasesBeforeRedis86WriteTheVersionOfRedis74() {
    String[] same = {"7.4.1", "8.0.3", "8.2.1", "8.4.0"};
    for (String here : same) {
      for (String there : same) {
        assertTrue(here + " from " + there, loads(redis(here), redis(there)));
      }
      assertFalse("from " + here, loads(redis("7.2.5"), redis(here)));
    }
  }

  @Test
  public void aNewerReleaseIsNotTakenOnTrust() {
    String text = new SnapshotFit(redis("8.6.1"), redis("8.7.0")).versionObjection().get();
    assertTrue(text, text.startsWith("is Redis 8.7.0, which is newer than the local Redis 8.6.1"));
    assertTrue(text, text.contains("permit DUMP and MEMORY USAGE"));
    assertFalse(loads(redis("12.0.1"), redis("12.2.0")));
    assertFalse(loads(valkey("9.2.0"), valkey("9.4.0")));
    assertTrue("both write 80", loads(valkey("9.0.0"), valkey("9.1.0")));
    assertFalse(loads(valkey("9.1.0"), valkey("9.2.0")));
    assertTrue(loads(valkey("9.2.0"), valkey("9.1.0")));
  }

  @Test
  public void newerRedisAndNewerValkeyLoadNothingOfEachOther() {
    assertFalse(loads(redis("8.10.0"), valkey("9.2.0")));
    assertFalse(loads(valkey("9.2.0"), redis("8.10.0")));
    assertFalse("an empty node", loads(valkey("255.255.255"), redis("7.4.1")));
    String text = new SnapshotFit(valkey("9.0.0"), redis("7.4.1")).versionObjection().get();
    assertTrue(
        text,
        text.startsWith(
            "is Redis 7.4.1 and writes RDB version 12, which the local Valkey 9.0.0 cannot load"));
    assertTrue(loads(valkey("255.255.255"), redis("7.2.5")));
  }

  @Test
  public void theSentenceNamesBothVersions() {
    String text = new SnapshotFit(redis("6.2.11"), redis("7.0.15")).versionObjection().get();
    assertTrue(text, text.startsWith("is Redis 7.0.15 and writes RDB version 10"));
    assertTrue(text, text.contains("the local Redis 6.2.11 cannot load (it loads up to 9)"));
  }

  @Test
  public void aDatabaseThatIsNotThere() {
    ServerFacts here = with(redis("7.0.15"), Collections.singletonMap("databases", "4"), -1);
    ServerFacts three = redis("7.0.15", "db0:keys=1,expires=0", "db3:keys=1,expires=0");
    ServerFacts four = redis("7.0.15", "db4:keys=1,expires=0");
    assertEquals(Optional.empty(), new SnapshotFit(here, three).snapshotObjection());
    String text = new SnapshotFit(here, four).snapshotObjection().get();
    assertTrue(
        text, text.startsWith("has keys in database 4, and the local Redis has 4 databases"));
    assertTrue(text, text.contains("to 5 or more"));
    assertEquals(
        "not told", Optional.empty(), new SnapshotFit(redis("7.0.15"), four).snapshotObjection());
    assertFalse(redis("7.0.15").highestDatabase().isPresent());
  }

  @Test
  public void aModuleThatIsNotLoaded() {
    ServerFacts there = redis("7.0.15", "module:name=bf,ver=1,api=1", "module:name=ReJSON,ver=2");
    ServerFacts one = redis("7.0.15", "module:name=bf,ver=1,api=1,filters=0");
    String text = new SnapshotFit(one, there).snapshotObjection().get();
    assertTrue(text, text.startsWith("has the modules ReJSON, which"));
    assertEquals(Optional.empty(), new SnapshotFit(there, one).snapshotObjection());
  }

  private static Answer text(String text) {
    return Answer.of(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static Object command(String name, String flag, String... categories) {
    return Arrays.asList(
        bytes(name),
        -1L,
        Collections.singletonList(bytes(flag)),
        1L,
        1L,
        1L,
        Arrays.stream(categories).map(SnapshotFitTest::bytes).collect(Collectors.toList()));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static ModuleCommands commands(Object... entries) {
    return ModuleCommands.of(Answer.of(Arrays.asList(entries)));
  }

  @Test
  public void aModuleThatWritesNothingIsNotNeeded() {
    Object set = command("set", "write", "@write");
    ModuleCommands reads = commands(set, command("hello.timer", "readonly"));
    ModuleCommands writes = commands(set, command("hello.insert", "write"));
    ServerFacts there = redis("7.0.15", "module:name=hello,ver=1");
    ServerFacts here = redis("7.0.15");
    assertTrue("not known", bars(here, there));
    assertFalse(bars(here, there.with(reads)));
    assertTrue(bars(here, there.with(writes)));
    assertTrue("no list", bars(here, there.with(ModuleCommands.of(text("+OK")))));
    assertTrue(
        "before 6.0",
        bars(here, there.with(commands(Arrays.asList(bytes("set"), -3L, Arrays.asList())))));
    assertFalse(
        "another one has it",
        bars(
            redis("7.0.15", "module:name=bf,ver=1").with(writes),
            redis("7.0.15", "module:name=hello,ver=1", "module:name=bf,ver=1").with(writes)));
  }

  private static boolean bars(ServerFacts here, ServerFacts there) {
    return new SnapshotFit(here, there).snapshotObjection().isPresent();
  }

  @Test
  public void anOlderModuleThanTheSourcesOne() {
    ServerFacts newer = redis("7.0.15", "module:name=bf,ver=20405,api=1");
    ServerFacts older = redis("7.0.15", "module:name=bf,ver=20209,api=1");
    assertEquals(Optional.empty(), new SnapshotFit(newer, older).snapshotObjection());
    assertEquals(Optional.empty(), new SnapshotFit(newer, newer).snapshotObjection());
    String text = new SnapshotFit(older, newer).snapshotObjection().get();
    assertTrue(text, text.startsWith("has version 20405 of the module bf, and the local Redis"));
    assertTrue(text, text.contains("version 20209"));
    assertFalse(
        "not told", bars(redis("7.0.15", "module:name=bf"), redis("7.0.15", "module:name=bf")));
  }
}
