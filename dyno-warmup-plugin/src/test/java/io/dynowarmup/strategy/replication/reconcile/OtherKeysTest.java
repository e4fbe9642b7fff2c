// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.replication.reconcile;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.netflix.archaius.config.MapConfig;
import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.fakes.FakeData;
import io.dynowarmup.journal.Journal;
import io.dynowarmup.journal.JournalKey;
import io.dynowarmup.spi.TransferContext;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Deadline;
import io.dynowarmup.time.ManualTime;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.Test;

/** Tests how long other keys are compared and replaced. */
public class OtherKeysTest {
  private static final int KEYS = 100;

  private final ManualTime time = new ManualTime();
  private final FakeData source = new FakeData("source");
  private final FakeData local = new FakeData("local");
  private final List<JournalKey> keys = new ArrayList<>();
  private int dumps;

  private OtherKeys keysThatDiffer(long deadlineMillis) {
    for (int i = 0; i < KEYS; i++) {
      source.set("k" + i, "right");
      local.set("k" + i, "wrong");
      keys.add(new JournalKey(0, ("k" + i).getBytes(StandardCharsets.US_ASCII)));
    }
    source.calls =
        call -> {
          if ("dump".equals(call)) {
            dumps++;
            time.advance(1_000);
          }
        };
    Map<String, Supplier<Object>> answers = new HashMap<>();
    answers.put("ticker", () -> time);
    answers.put("pause", () -> time);
    answers.put("cancel", CancelSignal::never);
    answers.put("config", () -> WarmupConfig.from(new MapConfig(new HashMap<>())));
    answers.put("localData", () -> local);
    answers.put("sourceData", () -> source);
    answers.put("checkSourceServes", () -> null);
    OtherKeys others =
        new OtherKeys(
            (TransferContext)
                Proxy.newProxyInstance(
                    TransferContext.class.getClassLoader(),
                    new Class<?>[] {TransferContext.class},
                    (proxy, method, arguments) -> answers.get(method.getName()).get()),
            journal(),
            journal(),
            100,
            Deadline.after(time, deadlineMillis));
    others.watch(keys);
    time.advance(200);
    return others;
  }

  private Journal journal() {
    return Journal.open("a Redis", new FakeJournals().source(), time, "id", 100);
  }

  @Test
  public void keysThatStandStillAreReplacedAndComparedAgain() throws Exception {
    OtherKeys others = keysThatDiffer(TimeUnit.HOURS.toMillis(1));
    others.step();
    assertEquals("right", local.get("k" + (KEYS - 1)));
    assertTrue(others.equal().isEmpty());
    time.advance(200);
    others.step();
    assertEquals(KEYS, others.equal().size());
  }

  @Test
  public void nothingIsFetchedAfterTheDeadline() throws Exception {
    OtherKeys others = keysThatDiffer(1_500);
    others.step();
    assertEquals(2, dumps);
    assertEquals("wrong", local.get("k" + (KEYS - 1)));
    others.step();
    assertEquals(2, dumps);
  }
}
