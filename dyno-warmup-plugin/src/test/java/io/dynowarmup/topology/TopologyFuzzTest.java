// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.topology;

import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.dynomite.ClusterDescription;
import io.dynowarmup.dynomite.DynomiteAdmin;
import io.dynowarmup.dynomite.DynomiteInfo;
import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.fuzz.Fuzz;
import io.dynowarmup.fuzz.Mutation;
import io.dynowarmup.topology.yml.DynomiteYml;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Optional;
import java.util.Random;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/**
 * Checks that any content of dynomite.yml and any answer of a Dynomite is accepted or refused with
 * a sentence.
 */
public class TopologyFuzzTest {
  private static final String RES = "/io/dynowarmup/topology/";
  private static final String[] JSON = {
    "{",
    "}",
    "[",
    "]",
    "[[[[[[[[[[",
    "{\"a\":",
    "\"",
    ":",
    ",",
    "null",
    "true",
    "\\u0000",
    "\\",
    "\"dcs\"",
    "\"racks\"",
    "\"servers\"",
    "\"token\"",
    "\"host\"",
    "\"port\"",
    "\"name\"",
    "\"rack\"",
    "\"dc\"",
    "//",
    "/*",
    "'",
    ")]}'"
  };
  private static final String[] YAML = {
    "dyn_o_mite:",
    "tokens:",
    "tokens: '101134286'",
    "dyn_seeds:",
    "- ",
    "- a:8101:r:d:1",
    "servers:",
    "- 127.0.0.1:22122:1",
    "listen: 0.0.0.0:8102",
    "stats_listen:",
    "timeout:",
    "&a ",
    "*a",
    "<<: *a",
    "!!java.net.URL [x]",
    "!!binary",
    "? ",
    "| ",
    "> ",
    "[",
    "{",
    "}",
    "]",
    "---",
    "...",
    "%YAML 9.9",
    "\t",
    "#",
    ":",
    "redis_requirepass: s3cret",
    "hash_tag: '{}'",
    "[[[[[[[[[[[[[[[[",
    "/var/run/redis.sock",
    "::1",
    "[::1]:8102",
    "\u0000",
    "\ufeff"
  };

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private static String text(byte[] input) {
    return new String(input, StandardCharsets.UTF_8);
  }

  @Test
  public void aClusterDescribeIsReadOrRefused() throws Exception {
    Mutation inputs = Mutation.of(Arrays.asList(RES + "cluster_describe.json"), JSON);
    Optional<DynomiteYml> yml = Optional.of(DynomiteYml.parse(Resources.text("manager.yml"), "y"));
    String info = Resources.text("info.json");
    Fuzz.run(
        "/cluster_describe",
        inputs,
        (input, random) -> {
          ClusterDescription found = ClusterDescription.parse(text(input), "it");
          found.nodes().forEach(node -> assertFalse(node.tokens().isEmpty()));
          resolve(yml, text(input), info);
        });
  }

  @Test
  public void anInfoOfDynomiteIsReadOrRefused() throws Exception {
    Mutation inputs = Mutation.of(Arrays.asList(RES + "info.json"), JSON);
    String cluster = Resources.text("cluster_describe.json");
    Fuzz.run(
        "/info",
        inputs,
        (input, random) -> {
          DynomiteInfo info = DynomiteInfo.parse(text(input), "it");
          assertNotNull(info.uptimeSeconds());
          assertNotNull(info.timestampSeconds());
          assertNotNull(info.dnodeClientConnections());
          resolve(Optional.empty(), cluster, text(input));
        });
  }

  @Test
  public void aDynomiteYmlIsReadOrRefused() throws Exception {
    Mutation inputs = Mutation.of(Arrays.asList(RES + "manager.yml", RES + "seeds.yml"), YAML);
    Path file = new File(folder.getRoot(), "dynomite.yml").toPath();
    String cluster = Resources.text("cluster_describe.json");
    String info = Resources.text("info.json");
    Fuzz.run(
        "dynomite.yml",
        inputs,
        (input, random) -> resolve(Optional.of(yml(input, file, random)), cluster, info));
  }

  /** Mostly parses a text, because files are slow. */
  private static DynomiteYml yml(byte[] input, Path file, Random random) throws Exception {
    if (random.nextInt(10) > 0) {
      return DynomiteYml.parse(text(input), "it");
    }
    Files.write(file, input);
    return DynomiteYml.read(file);
  }

  private static void resolve(Optional<DynomiteYml> yml, String cluster, String info) {
    new TopologyResolver(url -> new Saying(cluster, info), () -> Collections.singleton("127.0.0.1"))
        .resolve(ExplicitTopology.builder().build(), yml);
  }

  @Test
  public void aLineThatDoesNotEndIsRefused() {
    String yml = "p: {rack: " + String.join("", Collections.nCopies(60_000, "r")) + "}\n";
    WarmupException e =
        assertThrows(WarmupException.class, () -> DynomiteYml.parse("# x\n" + yml, "it"));
    assertTrue(e.getMessage(), e.getMessage().contains("a line of more than 50000 characters"));
  }

  /**
   * Reads as many nodes as a file may list. Each node is visited a few times, not once for each
   * other node.
   */
  @Test
  public void thousandsOfNodesAreRead() throws Exception {
    StringBuilder yml = new StringBuilder("p:\n  datacenter: dc1\n  rack: rack1\n");
    yml.append("  servers:\n  - 10.0.0.1:22121:1\n  tokens: 7\n  dyn_seeds:\n");
    for (int i = 0; i < 20_000; i++) {
      yml.append("  - 10.0.0.9:8101:r").append(i % 5_000).append(":dc1:7\n");
    }
    String cluster = Resources.text("cluster_describe.json");
    Fuzz.run(
        "many nodes",
        30,
        Mutation.ofTexts(Arrays.asList(yml.toString()), YAML),
        (input, random) -> resolve(Optional.of(DynomiteYml.parse(text(input), "it")), cluster, ""));
  }

  /** Checks the classic YAML bomb: nested lists of nine references to the list before. */
  @Test
  public void aBillionLaughsAreRefused() throws Exception {
    StringBuilder bomb = new StringBuilder("dyn_o_mite:\n  a0: &a0 [x,x,x,x,x,x,x,x,x]\n");
    for (int i = 1; i < 12; i++) {
      bomb.append("  a").append(i).append(": &a").append(i).append(" [");
      for (int j = 0; j < 9; j++) {
        bomb.append(j == 0 ? "" : ",").append("*a").append(i - 1);
      }
      bomb.append("]\n");
    }
    bomb.append("  tokens: *a11\n  dyn_seeds: *a11\n  servers: *a11\n");
    Fuzz.run(
        "a YAML bomb",
        Mutation.ofTexts(Arrays.asList(bomb.toString()), YAML),
        (input, random) -> DynomiteYml.parse(text(input), "it"));
  }

  private static final class Saying implements DynomiteAdmin {
    private final String cluster;
    private final String info;

    Saying(String cluster, String info) {
      this.cluster = cluster;
      this.info = info;
    }

    @Override
    public DynomiteState state() {
      return DynomiteState.NORMAL;
    }

    @Override
    public void request(DynomiteState state) {
      throw new WarmupException(WarmupException.Reason.INTERNAL, "no call is expected");
    }

    @Override
    public DynomiteInfo info() {
      return DynomiteInfo.parse(info, "it");
    }

    @Override
    public ClusterDescription clusterDescribe() {
      return ClusterDescription.parse(cluster, "it");
    }
  }
}
