// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.run;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import io.dynowarmup.api.Peer;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.redis.info.NodeRecord;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.source.Facts;
import io.dynowarmup.source.probe.DynomiteSign;
import java.util.Optional;
import org.junit.Test;

public class SourceReachTest {
  private static final Peer SOURCE = Facts.peer("a");
  private static final DynomiteSign RESUMING = DynomiteSign.resuming("is not in state NORMAL");

  private static RedisInfo info(NodeRecord.State state) {
    String record = NodeRecord.of(state, "dc/rack-a", "r1", 1, "", "").text();
    return RedisInfo.parse("run_id:r1\ndyno_warmup_record:" + record + "\n");
  }

  private static void check(DynomiteSign sign, Optional<Peer> preferred, NodeRecord.State state) {
    SourceReach.checkSign(sign, SOURCE, preferred, () -> info(state));
  }

  private static void assertFails(
      DynomiteSign sign, Optional<Peer> preferred, NodeRecord.State state) {
    WarmupException e = assertThrows(WarmupException.class, () -> check(sign, preferred, state));
    assertEquals(Reason.SOURCE_FAILED, e.reason());
  }

  /** A selected source stays one as long as it is one by the same rule. */
  @Test
  public void aPreferredSourceThatWaitsForItsSiteStaysTheSource() {
    check(RESUMING, Optional.of(SOURCE), NodeRecord.State.WARM);
    check(DynomiteSign.normal(), Optional.empty(), NodeRecord.State.COLD);
    check(DynomiteSign.unknown("?"), Optional.empty(), NodeRecord.State.COLD);
    assertFails(RESUMING, Optional.empty(), NodeRecord.State.WARM);
    assertFails(RESUMING, Optional.of(Facts.peer("b")), NodeRecord.State.WARM);
    assertFails(RESUMING, Optional.of(SOURCE), NodeRecord.State.COLD);
    DynomiteSign standby = DynomiteSign.doesNotServe("is in STANDBY");
    assertFails(standby, Optional.of(SOURCE), NodeRecord.State.WARM);
  }
}
