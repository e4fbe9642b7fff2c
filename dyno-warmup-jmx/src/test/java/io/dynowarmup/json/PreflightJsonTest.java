// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.json;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.PreflightReport;
import io.dynowarmup.api.PreflightReport.Answer;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.cli.Statuses;
import java.util.Collections;
import org.junit.Test;

/** Tests names and types, because scripts rely on them. */
public class PreflightJsonTest {
  private static PreflightReport.Builder report(Answer answer, WarmupStatus status) {
    return new PreflightReport.Builder().answer(answer).why("because").status(status);
  }

  private static String refused(Answer answer, Reason reason) {
    WarmupStatus status = Statuses.ended(WarmupOutcome.FAILED, reason);
    return PreflightJson.of(report(answer, status).drops(300).build());
  }

  @Test
  public void aRunThatWouldBeginIsOneObject() {
    PreflightReport report =
        report(Answer.WOULD_WARM, Statuses.warmed())
            .drops(300)
            .misset(Collections.singletonList("maxmemory is low"))
            .build();
    assertEquals(
        "{\"answer\":\"WOULD_WARM\",\"reasonCode\":null,\"reason\":\"because\","
            + "\"source\":\"127.0.0.2:22122\",\"sourceRack\":\"b\",\"strategy\":\"replication\","
            + "\"keysDropped\":300,\"keysDroppedByForce\":null,"
            + "\"topologySource\":\"dynomite.yml\",\"dynomiteState\":\"NORMAL\","
            + "\"redisRole\":\"master\",\"candidates\":["
            + "{\"peer\":\"127.0.0.2:22122\",\"rack\":\"b\",\"eligible\":true,\"chosen\":true,"
            + "\"verdict\":\"300 keys\"},"
            + "{\"peer\":\"127.0.0.3:22122\",\"rack\":\"c\",\"eligible\":false,\"chosen\":false,"
            + "\"verdict\":\"says \\\"no\\\"\"}],\"warnings\":[\"maxmemory is low\"]}",
        PreflightJson.of(report));
  }

  @Test
  public void aRunThatIsRefusedDropsNothingUnlessForced() {
    String skipped = refused(Answer.WOULD_SKIP, Reason.NOT_COLD);
    assertTrue(
        skipped, skipped.startsWith("{\"answer\":\"WOULD_SKIP\",\"reasonCode\":\"NOT_COLD\","));
    assertTrue(skipped, skipped.contains("\"keysDropped\":0,\"keysDroppedByForce\":300,"));
    String failed = refused(Answer.WOULD_FAIL, Reason.BAD_CONFIG);
    assertTrue(failed, failed.contains("\"keysDropped\":0,\"keysDroppedByForce\":null,"));
  }

  @Test
  public void whatIsNotKnownIsNull() {
    String json = PreflightJson.of(report(Answer.WOULD_WARM, WarmupStatus.initial()).build());
    for (String name :
        new String[] {
          "reasonCode",
          "source",
          "sourceRack",
          "strategy",
          "keysDropped",
          "topologySource",
          "dynomiteState",
          "redisRole"
        }) {
      assertTrue(name + " in " + json, json.contains("\"" + name + "\":null"));
    }
    assertTrue(json, json.endsWith("\"candidates\":[],\"warnings\":[]}"));
  }
}
