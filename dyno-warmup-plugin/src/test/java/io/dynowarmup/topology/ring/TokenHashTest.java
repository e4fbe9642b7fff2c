// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.topology.ring;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

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

  @Test
  public void nothingHashesToATokenInRange() {
    assertEquals(0, TokenHash.MURMUR.token(new byte[0]));
  }

  @Test
  public void namesAreThoseOfDynomiteYml() {
    assertEquals(Optional.of(TokenHash.MURMUR), TokenHash.named("murmur"));
    assertEquals(Optional.of(TokenHash.FNV1A_64), TokenHash.named("fnv1a_64"));
    assertEquals(Optional.empty(), TokenHash.named("MURMUR"));
    assertEquals(Optional.empty(), TokenHash.named("murmur2"));
  }

  @Test
  public void onlyMurmurIsSupportedAndTheOthersSaySo() {
    for (TokenHash h : TokenHash.values()) {
      assertEquals(h == TokenHash.MURMUR, h.supported());
    }
    assertFalse(TokenHash.MURMUR3.supported());
  }

  @Test(expected = UnsupportedOperationException.class)
  public void anUnsupportedHashIsNotGuessed() {
    TokenHash.MURMUR3.token(new byte[] {1});
  }

  @Test
  public void bytesAboveAsciiAreTakenAsUnsigned() {
    long token = TokenHash.MURMUR.token(new byte[] {(byte) 0xff, (byte) 0x80, (byte) 0xfe});
    assertTrue(token >= 0 && token <= 0xffffffffL);
  }
}
