// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.config;

import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.dynomite.HttpDynomiteAdmin;
import io.dynowarmup.time.ManualTime;
import io.dynowarmup.topology.ExplicitTopology;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.Test;

/**
 * Checks that the parsers accept every text that the validators accept. Otherwise a text could pass
 * at the start of a run and fail later, after the run has changed something.
 */
public class ValidatorsTest {
  private static final int MUTATIONS = 20_000;
  private static final String ALPHABET = "0123456789:;,.[]/%@ \t\nabcdefhprtACZ-_?#$\u0660\u00A0";

  private final Random random = new Random(20_000);

  private void everyAcceptedTextIsReadable(
      Predicate<String> shape, Consumer<String> reader, String... examples) {
    List<String> all = Arrays.asList(examples);
    int accepted = 0;
    for (String example : all) {
      assertTrue(example, shape.test(example));
    }
    for (int i = 0; i < MUTATIONS; i++) {
      String text = mutated(all.get(random.nextInt(all.size()))).trim();
      if (!text.isEmpty() && shape.test(text)) {
        accepted++;
        reader.accept(text);
      }
    }
    assertTrue("most mutations were refused: " + accepted, accepted > MUTATIONS / 20);
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
  public void tokensAreReadByTheTopology() {
    everyAcceptedTextIsReadable(
        Validators::isTokens,
        t -> ExplicitTopology.builder().tokens(t),
        "0",
        "4294967295",
        "101134286,1383429731");
  }

  @Test
  public void peersAreReadByTheTopology() {
    everyAcceptedTextIsReadable(
        Validators::isPeers,
        t -> ExplicitTopology.builder().peers(t),
        "10.0.0.2:8101:rack2:dc1:1",
        "[::2]:8101:rack2:dc1:1,2:22122",
        "a-b.example:8101:us-east-1c:us-east-1:4294967295; c:8101:r:d:0:1");
  }

  @Test
  public void theAdminUrlIsReadByTheAdminPort() {
    ManualTime time = new ManualTime();
    everyAcceptedTextIsReadable(
        Validators::isUrl,
        t -> new HttpDynomiteAdmin(t, time),
        "http://127.0.0.1:22222",
        "HTTP://a-b.example:22222/",
        "http://[::1]:22222");
  }

  @Test
  public void endpointsAreReadAsEndpoints() {
    everyAcceptedTextIsReadable(
        Validators::isEndpoint,
        Endpoint::parse,
        "127.0.0.1:8102",
        "a-b.example:1",
        "[fe80::1%eth0]:8102");
  }

  @Test
  public void hostsMakeEndpoints() {
    everyAcceptedTextIsReadable(
        Validators::isHost,
        t -> new Endpoint(t, 1),
        "127.0.0.1",
        "redis_1.example",
        "fe80::1%eth0");
  }

  @Test
  public void numbersAndBooleansAreReadByJava() {
    everyAcceptedTextIsReadable(
        t -> Validators.isNumber(t, 0, Long.MAX_VALUE),
        Long::parseLong,
        "0",
        "007",
        "999999999999999999");
    assertTrue(Validators.isBoolean("True") && Boolean.parseBoolean("True"));
    assertFalse(Validators.isBoolean("false ") || Boolean.parseBoolean("False"));
  }

  @Test
  public void aSourceIsAHostOrItsRedisOrItsRack() {
    for (String source :
        Arrays.asList("10.0.0.2", "10.0.0.2:22122", "us-east-1c", "rack#2", "::1", "[::1]:22122")) {
      assertTrue(source, Validators.isSource(source));
    }
  }
}
