// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.delta;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.fakes.FakeData;
import io.dynowarmup.redis.RedisData;
import io.dynowarmup.strategy.delta.removal.UnaskedRemovals;
import io.dynowarmup.strategy.delta.removal.Witnesses;
import io.dynowarmup.sync.Mismatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.Test;

/** Tests that a key is removed only if no healthy peer has it. */
public class WitnessesTest extends HotKeyFixture {
  private final List<String> warnings = new ArrayList<>();
  private final FakeData third = new FakeData("10.0.0.3");
  private final FakeData fourth = new FakeData("10.0.0.4");

  private Witnesses witnesses(boolean otherCopies, RedisData... others) {
    UnaskedRemovals unasked = new UnaskedRemovals(otherCopies);
    unasked.begin(100, 100);
    return new Witnesses(Arrays.asList(others), unasked, warnings::add);
  }

  private List<Boolean> may(Witnesses witnesses, String... names) throws Exception {
    List<byte[]> keys = Arrays.stream(names).map(HotKeyFixture::bytes).collect(Collectors.toList());
    List<Mismatch> mismatches = probe(keys);
    List<Mismatch> allowed = witnesses.allowed(both(), mismatches);
    return mismatches.stream().map(allowed::contains).collect(Collectors.toList());
  }

  @Test
  public void whatAnyPeerHasStays() throws Exception {
    for (String key : new String[] {"third", "fourth", "none", "both"}) {
      here.set(key, "v");
    }
    there.set("both", "w");
    third.set("third", "v");
    fourth.set("fourth", "v");
    Witnesses witnesses = witnesses(true, third, fourth);

    assertEquals(
        Arrays.asList(false, false, true, true), may(witnesses, "third", "fourth", "none", "both"));
    witnesses.tell("rack1");
    assertTrue(
        warnings.toString(),
        warnings
            .toString()
            .contains("about 2 keys that rack1 does not have, such as third at Redis"));
  }

  @Test
  public void onePeerThatDoesNotAnswerIsNotAskedAgain() throws Exception {
    here.set("a", "v");
    here.set("b", "v");
    fourth.set("b", "v");
    int[] asked = new int[1];
    third.calls =
        call -> {
          asked[0]++;
          throw new WarmupException(Reason.TIME_OUT, "does not answer");
        };
    Witnesses witnesses = witnesses(true, third, fourth);

    assertEquals(Arrays.asList(true, false), may(witnesses, "a", "b"));
    assertEquals(Arrays.asList(true, false), may(witnesses, "a", "b"));
    assertEquals(1, asked[0]);
    assertEquals(1, warnings.size());
  }

  @Test
  public void noneThatCouldBeAskedLetsATenthGo() throws Exception {
    String[] keys = IntStream.range(0, 30).mapToObj(i -> "key:" + i).toArray(String[]::new);
    for (String key : keys) {
      here.set(key, "v");
    }

    assertEquals(10, Collections.frequency(may(witnesses(true), keys), true));
    assertEquals(30, Collections.frequency(may(witnesses(false), keys), true));
    assertEquals(30, Collections.frequency(may(witnesses(true, third), keys), true));
  }

  /** A peer that is as new as this node is asked, but that it lacks a key says nothing. */
  @Test
  public void besideTheOnlyCopyAPeerOnlyKeepsKeys() throws Exception {
    for (String key : new String[] {"a", "b"}) {
      here.set(key, "v");
    }
    third.set("a", "v");
    UnaskedRemovals unasked = new UnaskedRemovals(false, true);
    unasked.begin(100, 100);
    Witnesses many = new Witnesses(Arrays.asList(third), unasked, warnings::add);
    assertEquals(Arrays.asList(false, true), may(many, "a", "b"));

    unasked = new UnaskedRemovals(false, true);
    unasked.begin(100, 50);
    Witnesses few = new Witnesses(Arrays.asList(third), unasked, warnings::add);
    assertEquals(Arrays.asList(false, false), may(few, "a", "b"));
  }
}
