// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.delta;

import static org.junit.Assert.assertEquals;

import io.dynowarmup.sync.WritePolicy;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.Test;

public class OnlyAddTest extends HotKeyFixture {
  /** Returns whether the policy allows the key to be changed to the source's value. */
  private boolean may(String key) throws Exception {
    List<byte[]> keys = Collections.singletonList(bytes(key));
    return !WritePolicy.ONLY_ADD.allowed(both(), probe(keys)).isEmpty();
  }

  @Test
  public void onlyWhatIsMissingHereArrives() throws Exception {
    there.set("missing", "v");
    here.set("replaced", "old");
    there.set("replaced", "new");
    here.set("removed", "v");

    assertEquals(
        Arrays.asList(true, false, false, false),
        Arrays.asList(may("missing"), may("replaced"), may("removed"), may("nowhere")));
  }
}
