// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.topology.hash;

import static org.junit.Assert.assertEquals;

import io.dynowarmup.topology.Resources;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.Test;

public class TokenHashTest {
  @Test
  public void murmurGivesTheTokensOfDynomitesOwnTool() {
    int n = 0;
    for (String line : Resources.text("murmur-tokens.tsv").split("\n")) {
      String[] columns = line.split("\t");
      long token = TokenHash.MURMUR.token(columns[0].getBytes(StandardCharsets.UTF_8));
      assertEquals(columns[0], Long.parseLong(columns[1]), token);
      n++;
    }
    assertEquals(60, n);
  }

  /** The columns of the file are recorded from the functions of Dynomite 0.6.21's own binary. */
  @Test
  public void everyHashGivesTheTokensOfDynomite() {
    String[] lines = Resources.text("hash-tokens.tsv").split("\n");
    String[] names = lines[0].split("\t");
    int compared = 0;
    for (int i = 1; i < lines.length; i++) {
      String[] columns = lines[i].split("\t");
      byte[] key = bytes(columns[0]);
      for (int c = 1; c < columns.length; c++) {
        if (!columns[c].equals("-")) {
          TokenHash hash = TokenHash.named(names[c]).get();
          assertEquals(names[c] + " of " + columns[0], Long.parseLong(columns[c]), hash.token(key));
          compared++;
        }
      }
    }
    assertEquals(12 * 329 - 2, compared);
  }

  private static byte[] bytes(String hex) {
    byte[] bytes = new byte[hex.length() / 2];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Integer.parseInt(hex.substring(2 * i, 2 * i + 2), 16);
    }
    return bytes;
  }

  @Test
  public void namesAreThoseOfDynomiteYml() {
    assertEquals(Optional.of(TokenHash.MURMUR), TokenHash.named("murmur"));
    assertEquals(Optional.of(TokenHash.FNV1A_64), TokenHash.named("fnv1a_64"));
    assertEquals(Optional.empty(), TokenHash.named("MURMUR"));
    assertEquals(Optional.empty(), TokenHash.named("murmur2"));
  }

  @Test
  public void onlyTheHashThatDynomiteDoesNotComputeIsUnsupported() {
    for (TokenHash h : TokenHash.values()) {
      assertEquals(h != TokenHash.MURMUR3, h.supported());
    }
  }

  @Test(expected = UnsupportedOperationException.class)
  public void anUnsupportedHashIsNotGuessed() {
    TokenHash.MURMUR3.token(new byte[] {1});
  }
}
