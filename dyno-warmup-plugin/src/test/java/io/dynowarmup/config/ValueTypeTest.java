// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.config;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.dynomite.HttpDynomiteAdmin;
import io.dynowarmup.time.ManualTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.Test;

/**
 * Checks that whoever gets the value of a setting can use it, however odd the text is. Otherwise a
 * text could pass at the start of a run and fail later, after the run has changed something.
 */
public class ValueTypeTest {
  private static final int MUTATIONS = 20_000;
  private static final String ALPHABET = "0123456789:;,.[]/%@ \t\nabcdefhprtACZ-_?#$\u0660\u00A0";

  private final Random random = new Random(20_000);

  private <T> void everyAcceptedTextIsUsable(
      ValueType<T> type, Consumer<T> user, String... examples) {
    List<String> all = Arrays.asList(examples);
    int accepted = 0;
    for (String example : all) {
      user.accept(type.parse(example));
    }
    for (int i = 0; i < MUTATIONS; i++) {
      String text = mutated(all.get(random.nextInt(all.size()))).trim();
      Optional<T> value = parsed(type, text);
      if (value.isPresent()) {
        accepted++;
        user.accept(value.get());
      }
    }
    assertTrue("most mutations were refused: " + accepted, accepted > MUTATIONS / 20);
  }

  private static <T> Optional<T> parsed(ValueType<T> type, String text) {
    try {
      return Optional.of(type.parse(text));
    } catch (IllegalArgumentException | WarmupException e) {
      return Optional.empty();
    }
  }

  private String mutated(String text) {
    StringBuilder s = new StringBuilder(text);
    for (int edits = random.nextInt(3); edits >= 0; edits--) {
      int at = random.nextInt(s.length() + 1);
      char c = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
      if (random.nextBoolean()) {
        s.insert(at, c);
      } else if (at < s.length()) {
        s.setCharAt(at, c);
      }
    }
    return s.toString();
  }

  @Test
  public void tokensAreThoseOfARing() {
    everyAcceptedTextIsUsable(
        ValueType.TOKENS,
        tokens -> tokens.forEach(token -> assertTrue(token >= 0 && token <= 0xffffffffL)),
        "0",
        "4294967295",
        "101134286,1383429731");
  }

  @Test
  public void peersMakeNodesOfACluster() {
    everyAcceptedTextIsUsable(
        ValueType.PEERS,
        peers ->
            peers.forEach(peer -> assertFalse(peer.toPeer(22122).redis().toString().isEmpty())),
        "10.0.0.2:8101:rack2:dc1:1",
        "[::2]:8101:rack2:dc1:1,2:22122",
        "a-b.example:8101:us-east-1c:us-east-1:4294967295; c:8101:r:d:0:1");
  }

  @Test
  public void theAdminUrlIsReadByTheAdminPort() {
    ManualTime time = new ManualTime();
    everyAcceptedTextIsUsable(
        ValueType.URL,
        url -> new HttpDynomiteAdmin(url, time),
        "http://127.0.0.1:22222",
        "HTTP://a-b.example:22222/",
        "http://[::1]:22222");
  }

  @Test
  public void endpointsAreReadAgainAsTheyAreWritten() {
    everyAcceptedTextIsUsable(
        ValueType.ENDPOINT,
        endpoint -> assertEquals(endpoint, Endpoint.parse(endpoint.toString())),
        "127.0.0.1:8102",
        "a-b.example:1",
        "[fe80::1%eth0]:8102");
  }

  @Test
  public void hostsMakeEndpoints() {
    everyAcceptedTextIsUsable(
        ValueType.HOST,
        host -> new Endpoint(host, 1),
        "127.0.0.1",
        "redis_1.example",
        "fe80::1%eth0");
  }

  @Test
  public void numbersHaveDigitsOnlyAndBooleansAnyCase() {
    everyAcceptedTextIsUsable(
        ValueType.count(0, Long.MAX_VALUE),
        number -> assertTrue(number >= 0),
        "0",
        "007",
        "999999999999999999");
    assertTrue(ValueType.BOOLEAN.parse("True"));
    assertFalse(ValueType.BOOLEAN.parse("FALSE"));
    assertFalse(parsed(ValueType.BOOLEAN, "false ").isPresent());
  }

  @Test
  public void aSourceIsAHostOrItsRedisOrItsRack() {
    for (String source :
        Arrays.asList("10.0.0.2", "10.0.0.2:22122", "us-east-1c", "rack#2", "::1", "[::1]:22122")) {
      assertEquals(source, ValueType.SOURCE.parse(source));
    }
  }
}
