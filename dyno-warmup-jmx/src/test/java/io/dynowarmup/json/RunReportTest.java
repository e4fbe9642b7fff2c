// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.json;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.report.KeyCounts;
import io.dynowarmup.api.report.Progress;
import io.dynowarmup.cli.Statuses;
import java.util.OptionalLong;
import org.junit.Test;

/** Tests names and types, because scripts rely on them. */
public class RunReportTest {
  @Test
  public void aRunThatIsOverIsOneObject() {
    assertEquals(
        "{\"outcome\":\"WARMED\",\"reasonCode\":null,\"reason\":\"\",\"runId\":\"1\","
            + "\"trigger\":\"STARTUP\",\"requestedBy\":\"start-up\",\"started\":\"2023-11-14T22:13:20Z\",\"elapsedMillis\":1234,"
            + "\"budgetMillis\":900000,\"phases\":{\"PREFLIGHT\":5,\"TRANSFER\":900},"
            + "\"source\":{\"redis\":\"127.0.0.2:22122\",\"dynomite\":\"127.0.0.2:8101\","
            + "\"rack\":\"b\",\"datacenter\":\"dc\",\"tokens\":[4294967295]},"
            + "\"sources\":[{\"redis\":\"127.0.0.2:22122\",\"dynomite\":\"127.0.0.2:8101\","
            + "\"rack\":\"b\",\"datacenter\":\"dc\",\"tokens\":[4294967295]}],"
            + "\"strategy\":\"replication\",\"topologySource\":\"dynomite.yml\",\"keys\":300,"
            + "\"bytes\":220000000,\"bytesTotal\":220000000,\"bytesTotalEstimated\":false,\"bytesTotalLimit\":false,"
            + "\"writesPerSecond\":2000,\"keysCompared\":null,\"keysMoved\":null,\"keysRemoved\":null,"
            + "\"handOverTries\":1,\"handOverHeld\":true,"
            + "\"handOverNote\":\"\",\"lagAtHandOver\":17,\"missingBytes\":0,"
            + "\"writesOnlyMillis\":31,\"settleMillis\":10,\"settleNote\":\"measured\",\"reconciled\":null,\"keysInDoubt\":null,"
            + "\"compared\":null,\"keysHere\":null,\"keysThere\":null,\"keysSampled\":null,"
            + "\"keysEqual\":null,\"keysDifferent\":null,"
            + "\"redisRole\":\"master\",\"dynomiteState\":\"NORMAL\",\"peersConnected\":2,"
            + "\"peersExpected\":3,\"candidates\":[{\"redis\":\"127.0.0.2:22122\","
            + "\"dynomite\":\"127.0.0.2:8101\",\"rack\":\"b\",\"datacenter\":\"dc\",\"tokens\":[4294967295],\"eligible\":true,\"chosen\":true,\"verdict\":\"300"
            + " keys\"},"
            + "{\"redis\":\"127.0.0.3:22122\",\"dynomite\":\"127.0.0.3:8101\",\"rack\":\"c\","
            + "\"datacenter\":\"dc\",\"tokens\":[4294967295],\"eligible\":false,\"chosen\":false,\"verdict\":\"says"
            + " \\\"no\\\"\"}],\"warnings\":[\"a warning\"]}",
        RunReport.json(Statuses.warmed()));
  }

  @Test
  public void aComparisonCountsKeys() {
    Progress compared =
        new Progress.Builder()
            .stage(Progress.Stage.READY)
            .keys(KeyCounts.of(12, OptionalLong.empty(), 9, 4))
            .build();
    String json = RunReport.json(Statuses.warmed().toBuilder().progress(compared).build());
    assertTrue(json, json.contains("\"keysCompared\":12,\"keysMoved\":9,\"keysRemoved\":4,"));
  }

  @Test
  public void whatIsNotKnownIsNull() {
    String json = RunReport.json(Statuses.ended(WarmupOutcome.FAILED, Reason.REFUSED));
    assertTrue(json, json.contains("\"outcome\":\"FAILED\",\"reasonCode\":\"REFUSED\""));
    assertTrue(json, json.contains("\"source\":null"));
    for (String name :
        new String[] {
          "runId",
          "started",
          "budgetMillis",
          "strategy",
          "topologySource",
          "redisRole",
          "dynomiteState",
          "keys",
          "bytes",
          "bytesTotal",
          "writesPerSecond",
          "keysCompared",
          "keysMoved",
          "keysRemoved",
          "lagAtHandOver",
          "missingBytes",
          "writesOnlyMillis",
          "settleMillis",
          "peersConnected",
          "peersExpected"
        }) {
      assertTrue(name + " in " + json, json.contains("\"" + name + "\":null"));
    }
  }
}
