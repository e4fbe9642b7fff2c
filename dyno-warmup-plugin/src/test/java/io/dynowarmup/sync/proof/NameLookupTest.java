// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync.proof;

import static org.junit.Assert.assertEquals;

import io.dynowarmup.api.report.ProofReport;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.sync.digest.Throttle;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Deadline;
import io.dynowarmup.time.ManualTime;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.junit.Test;

public class NameLookupTest {
  private static final int KEYS = 100;
  private static final long WAY_MILLIS = 1_500;

  private final ManualTime time = new ManualTime();
  private final Set<String> here = new TreeSet<>();
  private final Set<String> there = new TreeSet<>();

  public NameLookupTest() {
    for (int i = 0; i < KEYS; i++) {
      here.add("key:" + i);
      there.add("key:" + i);
    }
  }

  /** Returns a Redis with these keys, which answers nothing else. */
  private static RedisNode with(Set<String> keys) {
    return (RedisNode)
        Proxy.newProxyInstance(
            NameLookupTest.class.getClassLoader(),
            new Class<?>[] {RedisNode.class},
            (proxy, method, arguments) ->
                method.getName().equals("randomKeys")
                    ? names(keys)
                    : OptionalLong.of(present(keys, (List<?>) arguments[0])));
  }

  private static List<byte[]> names(Set<String> keys) {
    List<byte[]> names = new ArrayList<>();
    keys.forEach(key -> names.add(key.getBytes(StandardCharsets.UTF_8)));
    return names;
  }

  private static long present(Set<String> keys, List<?> asked) {
    return asked.stream()
        .filter(key -> keys.contains(new String((byte[]) key, StandardCharsets.UTF_8)))
        .count();
  }

  private ProofReport take(Deadline limit) throws InterruptedException {
    Throttle throttle = new Throttle(time, time, CancelSignal.never(), 1_000);
    NameLookup names = new NameLookup(with(here), with(there), throttle);
    names.lookUp(KEYS, limit, WAY_MILLIS, false, Evictions.NONE);
    return names.addTo(new ProofReport.Builder()).build();
  }

  private Deadline passed() {
    return Deadline.after(time, 0);
  }

  @Test
  public void keysOfBothSidesAreOnBoth() throws Exception {
    ProofReport report = take(passed());

    assertEquals(2 * KEYS, report.named().getAsLong());
    assertEquals(0, report.onOneSide());
    assertEquals("no wait", 0, time.elapsedMillis());
  }

  /** The attempt to compare values has used up the limit. */
  @Test
  public void writesOnTheirWayHaveTheirTimeAfterTheLimit() throws Exception {
    here.remove("key:1");
    there.remove("key:" + (KEYS - 1));
    time.after(WAY_MILLIS - 100, () -> here.add("key:1"));
    time.after(WAY_MILLIS - 50, () -> there.add("key:" + (KEYS - 1)));

    assertEquals(0, take(passed()).onOneSide());
  }

  @Test
  public void keysThatDoNotArriveAreOnOneSide() throws Exception {
    here.remove("key:1");
    here.remove("key:" + (KEYS - 1));

    assertEquals(2, take(Deadline.after(time, 2_000)).onOneSide());
    assertEquals(2_000 + WAY_MILLIS, time.elapsedMillis(), 100);
  }
}
