// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.resume;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.redis.RedisData;
import io.dynowarmup.redis.stream.Resp;
import io.dynowarmup.time.ManualTime;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.Test;

/** The keys are read in batches; a script may end before the last key of its batch. */
public class KeyCorrectionsTest {
  private final List<String> asked = new ArrayList<>();
  private final ManualTime time = new ManualTime();
  private int most = 2;

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /** A source whose script reads so many keys at a time. */
  private RedisData source() {
    return (RedisData)
        Proxy.newProxyInstance(
            RedisData.class.getClassLoader(),
            new Class<?>[] {RedisData.class},
            (proxy, method, arguments) -> {
              switch (method.getName()) {
                case "eval":
                  return answer((List<?>) arguments[1]);
                case "endpoint":
                  return new Endpoint("10.0.0.2", 22122);
                default:
                  return null;
              }
            });
  }

  private List<byte[]> answer(List<?> keys) {
    List<byte[]> answer = new ArrayList<>();
    answer.add(bytes("role:master\nmaster_repl_offset:" + (100 + asked.size()) + "\n"));
    for (int i = 0; i < Math.min(most, keys.size()); i++) {
      String key = text((byte[]) keys.get(i));
      asked.add(key);
      answer.add(bytes("0"));
      answer.add(bytes("value of " + key));
    }
    return answer;
  }

  private KeyCorrections of(String... keys) {
    List<byte[]> names = new ArrayList<>();
    Arrays.stream(keys).forEach(key -> names.add(bytes(key)));
    return new KeyCorrections(source(), names, time);
  }

  @Test
  public void whatAScriptHasNotReadIsReadByTheNextOne() {
    KeyCorrections corrections = of("a", "b", "c", "d", "e");
    int batches = 0;
    while (corrections.next().isPresent()) {
      corrections.inserted();
      batches++;
    }
    assertEquals(3, batches);
    assertEquals(Arrays.asList("a", "b", "c", "d", "e"), asked);
  }

  /** The stream reaches the offset of a correction only after its values were read. */
  @Test
  public void keysThatBecomeDoubtfulBeforeTheCorrectionAreReadByTheNextScript() {
    KeyCorrections corrections = of("a");
    assertTrue(corrections.next().isPresent());
    corrections.passed(Resp.parsed("SUNIONSTORE b a"));
    corrections.inserted();
    corrections.passed(Resp.parsed("SUNIONSTORE c a"));
    assertTrue(corrections.next().isPresent());
    corrections.passed(Resp.parsed("COPY b a"));
    corrections.inserted();
    assertTrue(corrections.next().isPresent());
    corrections.inserted();
    assertFalse(corrections.next().isPresent());
    assertEquals(Arrays.asList("a", "b", "a"), asked);
  }

  /** Redis before 7.0 sends relative expiries, which end later here. */
  @Test
  public void expiriesThatArriveLateAreCorrected() {
    KeyCorrections corrections = of();
    assertTrue("the end of the old stream is looked for", corrections.next().isPresent());
    corrections.passed(Resp.parsed("SETEX old 10 v"));
    time.advance(5_000);
    corrections.inserted();
    corrections.passed(Resp.parsed("SETEX meanwhile 10 v"));
    assertTrue(corrections.next().isPresent());
    corrections.inserted();
    corrections.passed(Resp.parsed("SETEX new 10 v"));
    assertFalse(corrections.next().isPresent());
    assertEquals(Arrays.asList("old", "meanwhile"), asked);
  }

  @Test
  public void aScriptThatReadsNothingIsAnError() {
    most = 0;
    KeyCorrections corrections = of("a");
    WarmupException e = assertThrows(WarmupException.class, corrections::next);
    assertTrue(e.getMessage(), e.getMessage().contains("does not answer which values"));
  }
}
