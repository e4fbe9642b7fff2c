// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.topology.yml;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.Secret;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.topology.Resources;
import io.dynowarmup.topology.hash.HashTag;
import io.dynowarmup.topology.hash.TokenHash;
import io.dynowarmup.topology.ring.Consistency;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Optional;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class DynomiteYmlTest {
  private static final String MINIMAL = "dyn_o_mite:\n  listen: 127.0.0.1:8102\n";

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private static DynomiteYml with(String line) {
    return DynomiteYml.parse(MINIMAL + "  " + line + "\n", "/etc/dynomite.yml");
  }

  private static void refused(String line, String... said) {
    WarmupException e = assertThrows(line, WarmupException.class, () -> with(line));
    assertEquals(Reason.FILE, e.reason());
    for (String s : said) {
      assertTrue(e.getMessage() + " lacks " + s, e.getMessage().contains(s));
    }
    assertTrue(e.getMessage(), e.getMessage().contains("/etc/dynomite.yml"));
  }

  @Test
  public void readsTheFileThatTheManagerWrites() {
    DynomiteYml yml = DynomiteYml.parse(Resources.text("manager.yml"), "manager.yml");
    assertEquals(Collections.singletonList(1383429731L), yml.tokens());
    assertEquals("us-east-1c", yml.rack());
    assertEquals("us-east-1", yml.datacenter());
    assertEquals(Optional.of(new Endpoint("127.0.0.1", 22122)), yml.redis());
    assertEquals(Optional.of(new Endpoint("127.0.0.1", 8102)), yml.listen());
    assertEquals(Optional.of(new Endpoint("127.0.0.1", 8101)), yml.dynListen());
    assertEquals(new Endpoint("127.0.0.1", 22222), yml.statsListen());
    assertTrue(yml.seeds().isEmpty());
    DynomiteSettings s = yml.settings();
    assertEquals(3, s.datastoreConnections());
    assertEquals(2, s.localPeerConnections());
    assertEquals(4, s.remotePeerConnections());
    assertEquals(5000, s.timeoutMillis());
    assertEquals(TokenHash.MURMUR, s.hash());
    assertEquals(HashTag.NONE, s.hashTag());
    assertEquals(Consistency.DC_ONE, s.readConsistency());
    assertTrue(s.gossip());
  }

  @Test
  public void readsAFileWithSeedsAndAnotherPoolName() {
    DynomiteYml yml = DynomiteYml.parse(Resources.text("seeds.yml"), "seeds.yml");
    assertEquals(Collections.singletonList(1383429731L), yml.tokens());
    assertEquals(Optional.of(new Endpoint("10.0.0.1", 22121)), yml.redis());
    assertEquals(new Endpoint("10.0.0.1", 22221), yml.statsListen());
    assertEquals(HashTag.of("{}"), yml.settings().hashTag());
    assertEquals(Consistency.DC_QUORUM, yml.settings().readConsistency());
    assertEquals(Consistency.DC_SAFE_QUORUM, yml.settings().writeConsistency());
    assertEquals(Secret.of("s3cret"), yml.redisPassword());
    assertEquals(6, yml.seeds().size());
    assertEquals(new Endpoint("node3.example.com", 8101), yml.seeds().get(1).dynomite());
    assertEquals("rack3", yml.seeds().get(1).rack());
    assertEquals("dc2", yml.seeds().get(3).datacenter());
    assertEquals(new Endpoint("2001:db8::5", 8101), yml.seeds().get(4).dynomite());
    assertEquals(Collections.singletonList(3530913378L), yml.seeds().get(4).tokens());
  }

  @Test
  public void aMissingKeyHasDynomitesDefault() {
    DynomiteYml yml = DynomiteYml.parse(MINIMAL, "m.yml");
    assertEquals("localrack", yml.rack());
    assertEquals("localdc", yml.datacenter());
    assertTrue(yml.tokens().isEmpty());
    assertEquals(Optional.empty(), yml.redis());
    assertEquals(Optional.empty(), yml.dynListen());
    assertEquals(new Endpoint("127.0.0.1", 22222), yml.statsListen());
    assertFalse(yml.redisPassword().isPresent());
    assertEquals(1, yml.settings().datastoreConnections());
    assertEquals(1, yml.settings().localPeerConnections());
    assertEquals(1, yml.settings().remotePeerConnections());
    assertEquals(5000, yml.settings().timeoutMillis());
    assertEquals(Consistency.DC_ONE, yml.settings().writeConsistency());
    assertFalse(yml.settings().gossip());
  }

  @Test
  public void tokensMayBeQuotedListedOrSeparatedByCommas() {
    assertEquals(Arrays.asList(1L, 2L), with("tokens: '1,2'").tokens());
    assertEquals(Arrays.asList(1L, 2L), with("tokens: 1,2").tokens());
    assertEquals(Arrays.asList(3L, 1L, 2L), with("tokens:\n  - '3'\n  - 1,2\n  - 2").tokens());
    assertEquals(Collections.singletonList(4294967295L), with("tokens: 4294967295").tokens());
  }

  @Test
  public void valuesThatYamlTakesForNumbersStayText() {
    // YAML 1.1 reads the first as 10, the second as 3723
    assertEquals(Collections.singletonList(12L), with("tokens: 012").tokens());
    assertEquals("1:02:03", with("rack: 1:02:03").rack());
    assertEquals("no", with("rack: no").rack());
    assertEquals("2026-11-21", with("rack: 2026-11-21").rack());
  }

  @Test
  public void zeroIsToDynomiteAsIfTheKeyWasMissing() {
    assertEquals(5000, with("timeout: 0").settings().timeoutMillis());
    assertEquals(1, with("datastore_connections: 0").settings().datastoreConnections());
  }

  @Test
  public void aSingleServerNeedsNoList() {
    assertEquals(
        Optional.of(new Endpoint("127.0.0.1", 6379)), with("servers: 0.0.0.0:6379:1").redis());
  }

  @Test
  public void aUnixSocketIsNoEndpoint() {
    DynomiteYml yml = with("servers:\n  - /var/run/redis.sock:1");
    assertEquals(Optional.empty(), yml.redis());
    assertTrue(yml.redisOnUnixSocket());
    assertFalse(with("servers:\n  - 127.0.0.1:6379:1").redisOnUnixSocket());
  }

  @Test
  public void missingSeedsMayBeEmptyToo() {
    assertTrue(with("dyn_seeds:").seeds().isEmpty());
    assertTrue(with("dyn_seeds: []").seeds().isEmpty());
  }

  @Test
  public void keysOfOtherVersionsAreIgnored() {
    assertEquals("r", with("new_key: {a: [1, {b: c}]}\n  rack: r").rack());
  }

  @Test
  public void aBadValueNamesFileKeyValueAndWhatIsAllowed() {
    refused("tokens: abc", "tokens", "'abc'", "0 to 4294967295");
    refused("tokens: 4294967296", "'4294967296'", "0 to 4294967295");
    refused("tokens: -5", "'-5'", "0 to 4294967295");
    refused("tokens: '1, 2'", "' 2'", "no spaces");
    refused("tokens: 1,,2", "''", "separated by commas");
    refused("tokens: {a: b}", "tokens", "a list of values");
    refused("hash: murmur2", "hash", "'murmur2'", "murmur3", "fnv1a_64");
    refused("hash_tag: '{'", "hash_tag", "'{'", "two ASCII characters");
    refused("read_consistency: ONE", "read_consistency", "'ONE'", "DC_SAFE_QUORUM");
    refused("write_consistency: two", "write_consistency", "'two'", "DC_ONE");
    refused("datastore_connections: 300", "datastore_connections", "'300'", "0 to 255");
    refused("local_peer_connections: -1", "local_peer_connections", "'-1'", "0 to 255");
    refused("remote_peer_connections: x", "remote_peer_connections", "'x'", "0 to 255");
    refused("timeout: 5s", "timeout", "'5s'", "0 to 999999999");
    refused("enable_gossip: yes", "enable_gossip", "'yes'", "true, false");
    refused("dyn_listen: 8101", "dyn_listen", "'8101'", "host:port");
    refused("stats_listen: a:70000", "stats_listen", "'70000'", "1 to 65535");
    refused("stats_listen: ':1'", "stats_listen", "host:port");
    refused("servers: 127.0.0.1:22122", "servers", "'127.0.0.1:22122'", "host:port:weight");
    refused("servers: 127.0.0.1", "servers", "host:port:weight");
    refused("servers: [127.0.0.1:1:1, 127.0.0.1:2:1]", "servers", "2 values", "allowed: one");
    refused("dyn_seeds: [a:1:r:d]", "dyn_seeds", "'a:1:r:d'", "host:port:rack:datacenter:tokens");
    refused("dyn_seeds: ['a:1:r:d:x']", "dyn_seeds", "'x'", "0 to 4294967295");
    refused("dyn_seeds: ['a:0:r:d:1']", "dyn_seeds", "'0'", "1 to 65535");
    refused("dyn_seeds: ['a b:1:r:d:1 ']", "dyn_seeds", "'a b'", "host");
    refused("rack: [a, b]", "rack", "2 values", "allowed: one");
    refused("rack: a\n  rack: b", "rack", "twice");
  }

  @Test
  public void longAndUnprintableValuesAreNotPoured() {
    StringBuilder longest = new StringBuilder();
    for (int i = 0; i < 5000; i++) {
      longest.append('x');
    }
    WarmupException e = assertThrows(WarmupException.class, () -> with("timeout: " + longest));
    assertTrue(e.getMessage().length() < 300);
    refused("timeout: \"a\\nb\\e[2J\"", "'a?b?[2J'");
  }

  @Test
  public void whatIsNoPoolIsSaid() {
    String[] texts = {
      "",
      "#",
      "just text",
      "- a\n- b",
      "a: b",
      "a:",
      "? [x]\n: {y: z}",
      "p1:\n  rack: a\np2:\n  rack: b",
      "a: {rack: x}\n---\nb: {rack: y}",
      "dyn_o_mite:\n\track: x",
      "dyn_o_mite: &a\n  rack: *b",
      "%YAML 9.9\n---\na: {b: c}",
      "a: !!javax.script.ScriptEngineManager [x",
      "\u0000",
      "a: \"\\UFFFFFFFF\""
    };
    for (String text : texts) {
      WarmupException e =
          assertThrows(text, WarmupException.class, () -> DynomiteYml.parse(text, "f.yml"));
      assertEquals(Reason.FILE, e.reason());
      assertTrue(e.getMessage(), e.getMessage().startsWith("f.yml "));
    }
  }

  @Test
  public void aPasswordStaysOutOfEveryMessage() {
    String[] lines = {
      "redis_requirepass: [hunter2, hunter2]",
      "redis_requirepass: {hunter2: x}",
      "redis_requirepass: \"hunter2",
      "redis_requirepass: hunter2: hunter2",
      "redis_requirepass: @hunter2",
    };
    for (String line : lines) {
      WarmupException e = assertThrows(line, WarmupException.class, () -> with(line));
      for (Throwable t = e; t != null; t = t.getCause()) {
        assertFalse(t.toString(), t.toString().contains("hunter2"));
      }
    }
    assertFalse(with("redis_requirepass: hunter2").toString().contains("hunter2"));
  }

  @Test
  public void objectsThatAFileAsksForAreNotMade() {
    refused("rack: !!java.io.File [/tmp/x]", "cannot be read as YAML", "line 3");
  }

  @Test
  public void readsAFile() throws Exception {
    Path file = folder.newFile("dynomite.yml").toPath();
    Files.write(file, Resources.text("manager.yml").getBytes(StandardCharsets.UTF_8));
    assertEquals("us-east-1c", DynomiteYml.read(file).rack());
    assertEquals(file.toString(), DynomiteYml.read(file).file());
  }

  @Test
  public void aMissingFileADirectoryAndAHugeFileAreSaid() throws Exception {
    File huge = folder.newFile("huge.yml");
    Files.write(huge.toPath(), new byte[1_100_000]);
    Path[] files = {
      folder.getRoot().toPath().resolve("none.yml"), folder.getRoot().toPath(), huge.toPath()
    };
    for (Path file : files) {
      WarmupException e = assertThrows(WarmupException.class, () -> DynomiteYml.read(file));
      assertEquals(Reason.FILE, e.reason());
      assertTrue(e.getMessage(), e.getMessage().contains(file.toString()));
    }
  }
}
