// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.dynomite;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.it.dynomite.cluster.DynomiteCluster;
import io.dynowarmup.it.dynomite.standin.wire.KeyHash;
import io.dynowarmup.it.redis.RespClient;
import io.dynowarmup.topology.hash.HashTag;
import io.dynowarmup.topology.hash.TokenHash;
import io.dynowarmup.topology.ring.KeyRange;
import io.dynowarmup.topology.ring.TokenRing;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.Test;
import redis.clients.jedis.Jedis;

/** Dynomite stores each key where the plugin expects it, whatever the hash of the cluster. */
public class DynomiteHashesIT extends DynomiteContract {
  private static final int KEYS = 60;

  public DynomiteHashesIT(Kind kind) {
    super(kind);
  }

  @Test
  public void everyKeyIsWithTheNodeThatThePluginExpects() {
    int tried = 0;
    for (TokenHash hash : TokenHash.values()) {
      if (hash.supported() && (kind() == Kind.REAL || KeyHash.isKnown(hash.configName()))) {
        storesWhereExpected(hash);
        tried++;
      }
    }
    assertEquals(kind() == Kind.REAL ? 12 : 10, tried);
  }

  private void storesWhereExpected(TokenHash hash) {
    List<String> keys = keys();
    List<Long> sorted =
        keys.stream()
            .map(key -> hash.token(HashTag.of("{}").hashedPart(bytes(key))))
            .sorted()
            .distinct()
            .toList();
    // Each token is the hash of a key, and a third of the keys is at each node.
    List<Long> tokens =
        IntStream.of(3, 7, 11).mapToObj(i -> sorted.get(i * sorted.size() / 12)).toList();
    NodeSettings settings = NodeSettings.defaults().withHash(hash.configName()).withHashTag("{}");
    try (DynomiteCluster cluster =
        kind()
            .cluster()
            .racks(1)
            .tokens(tokens.toArray(Long[]::new))
            .settings(settings)
            .build()
            .start()) {
      try (RespClient client = RespClient.connect(cluster.node(0).dynomite().client())) {
        keys.forEach(key -> assertEquals("+OK", client.call("SET", key, "1")));
      }
      for (int node = 0; node < tokens.size(); node++) {
        KeyRange range =
            new KeyRange(hash, HashTag.of("{}"), new TokenRing(tokens), List.of(tokens.get(node)));
        List<String> expected = keys.stream().filter(key -> range.holds(bytes(key))).toList();
        assertTrue(hash + " " + expected.size(), expected.size() >= KEYS / 6);
        try (Jedis redis = cluster.node(0, node).redis().client()) {
          assertEquals(
              hash + " at " + node,
              expected.stream().sorted().toList(),
              redis.keys("*").stream().sorted().toList());
        }
      }
    }
  }

  /** Returns keys of 5 to 40 bytes, some of them above ASCII, some of them with a hash tag. */
  private static List<String> keys() {
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < KEYS; i++) {
      String word = (i % 3 == 0 ? "ключ" : "key:") + "x".repeat(i / 2) + i;
      keys.add(i % 4 == 0 ? "a{" + word + "}" + i : word);
    }
    return keys;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
