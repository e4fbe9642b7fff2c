// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.topology.ring;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.topology.hash.HashTag;
import io.dynowarmup.topology.hash.TokenHash;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import org.junit.Test;

public class OwnedKeysTest {
  private static final List<Long> TOKENS = Arrays.asList(0L, 1000000000L, 2000000000L, 4000000000L);

  private static OwnedKeys of(HashTag tag, long own) {
    return new OwnedKeys(range(tag, own));
  }

  private static KeyRange range(HashTag tag, long own) {
    return new KeyRange(
        TokenHash.MURMUR, tag, new TokenRing(TOKENS), Collections.singletonList(own));
  }

  private static boolean holds(KeyRange range, String key) {
    return range.holds(key.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  public void keysAreDistinctAndBelongToThisNodeAlone() {
    for (long own : TOKENS) {
      OwnedKeys keys = of(HashTag.NONE, own);
      List<String> found = keys.find("__dyno-warmup:", 20);
      assertEquals(20, new HashSet<>(found).size());
      for (String k : found) {
        assertTrue(k.startsWith("__dyno-warmup:"));
        for (long node : TOKENS) {
          assertEquals(node == own, holds(range(HashTag.NONE, node), k));
        }
      }
    }
  }

  @Test
  public void aPrefixWithTheHashTagInItStillGivesKeysOfThisNode() {
    OwnedKeys keys = of(HashTag.of("{}"), 2000000000L);
    List<String> found = keys.find("{probe}", 8);
    assertEquals(8, new HashSet<>(found).size());
    assertTrue(found.get(0), found.get(0).startsWith("_probe_"));
  }

  @Test
  public void onlyTheTaggedPartDecides() {
    KeyRange range = range(HashTag.of("{}"), 2000000000L);
    String own = new OwnedKeys(range).find("k", 1).get(0);
    assertTrue(holds(range, "anything{" + own + "}else"));
  }

  @Test
  public void aShareOfTheRingThatIsTooSmallIsSaid() {
    OwnedKeys keys =
        new OwnedKeys(
            new KeyRange(
                TokenHash.MURMUR,
                HashTag.NONE,
                new TokenRing(Arrays.asList(1L, 2L, 3L)),
                Collections.singletonList(2L)));
    WarmupException e = assertThrows(WarmupException.class, () -> keys.find("k", 5));
    assertEquals(Reason.NO_TOPOLOGY, e.reason());
    assertTrue(e.getMessage(), e.getMessage().contains("too small"));
  }

  @Test
  public void anUnsupportedHashIsSaidAndNotGuessed() {
    OwnedKeys keys =
        new OwnedKeys(
            new KeyRange(
                TokenHash.MURMUR3,
                HashTag.NONE,
                new TokenRing(TOKENS),
                Collections.singletonList(0L)));
    WarmupException e = assertThrows(WarmupException.class, () -> keys.find("k", 1));
    assertEquals(Reason.NO_TOPOLOGY, e.reason());
    assertTrue(e.getMessage(), e.getMessage().contains("hash murmur3 cannot"));
  }

  @Test
  public void aNodeAloneInItsRackOwnsEverythingWhateverTheHash() {
    OwnedKeys keys =
        new OwnedKeys(
            new KeyRange(
                TokenHash.MD5,
                HashTag.NONE,
                new TokenRing(Collections.singleton(9L)),
                Collections.singletonList(9L)));
    assertEquals(Arrays.asList("k0", "k1"), keys.find("k", 2));
  }

  @Test
  public void aKeyWithoutAHashedPartIsNotAnotherNodes() {
    for (long own : TOKENS) {
      assertTrue(holds(range(HashTag.of("{}"), own), "{}a"));
    }
  }

  @Test
  public void keysAreFoundWithEveryHashThatDynomiteComputes() {
    for (TokenHash hash : TokenHash.values()) {
      if (hash.supported()) {
        long middle = hash.token("k500".getBytes(StandardCharsets.UTF_8));
        TokenRing ring = new TokenRing(Arrays.asList(1L, middle));
        KeyRange range = new KeyRange(hash, HashTag.NONE, ring, Collections.singletonList(middle));
        for (String key : new OwnedKeys(range).find("k", 5)) {
          long token = hash.token(key.getBytes(StandardCharsets.UTF_8));
          assertTrue(hash + " " + key, token > 1 && token <= middle);
        }
      }
    }
  }

  /** The last character hardly changes these hashes, so numbers in a row are in few places. */
  @Test
  public void keysOfASmallRangeAreFoundWithFnv1() {
    TokenRing ring = new TokenRing(Arrays.asList(4_136_917_929L, 4_136_953_220L));
    KeyRange range =
        new KeyRange(
            TokenHash.FNV1_64, HashTag.NONE, ring, Collections.singletonList(4_136_953_220L));
    List<String> found = new OwnedKeys(range).find("__dyno_warmup:probe:324e50c:", 16);
    assertEquals(16, new HashSet<>(found).size());
  }

  @Test
  public void aKeyOfAnotherNodeIsNotOurs() {
    String other = of(HashTag.NONE, 0L).find("k", 1).get(0);
    assertFalse(holds(range(HashTag.NONE, 4000000000L), other));
  }
}
