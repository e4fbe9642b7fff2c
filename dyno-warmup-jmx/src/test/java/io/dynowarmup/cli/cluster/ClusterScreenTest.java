// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli.cluster;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.Peer;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.cli.screen.Row;
import io.dynowarmup.cluster.ClusterMember;
import io.dynowarmup.cluster.NodeReading;
import io.dynowarmup.cluster.NodeReading.Origin;
import io.dynowarmup.jmx.remote.BeanSnapshot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.Test;

/** Tests what the table shows, and what it drops on a narrow terminal. */
public class ClusterScreenTest {
  private static final long NOW = 1_800_000_000_000L;

  private final List<NodeReading> readings = new ArrayList<>();

  private static Map<String, Object> values(String state, String reason) {
    Map<String, Object> values = new HashMap<>();
    values.put("NodeState", state);
    values.put("NodeReason", reason);
    return values;
  }

  private void node(String rack, Origin origin, Map<String, Object> values, Long... tokens) {
    Endpoint dynomite = new Endpoint("10.0.0." + (readings.size() + 1), 8101);
    Peer peer =
        Peer.of(new Endpoint(dynomite.host(), 22122), dynomite, rack, "dc1", Arrays.asList(tokens));
    readings.add(
        new NodeReading(
            new ClusterMember(peer, false, Optional.empty(), Optional.empty()),
            origin,
            BeanSnapshot.of(values),
            origin == Origin.DIRECT
                ? Optional.of(new WarmupException(Reason.REFUSED, "nothing listens"))
                : Optional.empty(),
            NOW));
  }

  private void threeNodes() {
    Map<String, Object> serving = values("SERVING", "Redis master, Dynomite NORMAL");
    serving.put("Keys", 400_066L);
    serving.put("LastOutcome", "WARMED");
    serving.put("LastFinishedEpochMillis", NOW - 7_300_000);
    serving.put("Percent", 100);
    serving.put("Phase", "IDLE");
    serving.put("Running", false);
    node("rack1", Origin.DAEMON, serving, 4_294_967_295L);
    Map<String, Object> warming = values("WARMING", "run 3 is in TRANSFER");
    warming.put("Keys", -1L);
    warming.put("Running", true);
    warming.put("Phase", "TRANSFER");
    warming.put("Percent", 52);
    warming.put("BytesPerSecond", 10_800_000L);
    warming.put("EtaMillis", 6_100L);
    node("rack2", Origin.DAEMON, warming, 12L, 34L, 56L);
    node("rack3", Origin.NONE, values("DOWN", "no answer within 5 s"), 4_294_967_295L);
  }

  private List<String> table(int width) {
    List<String> lines = new ArrayList<>();
    for (Row row : new ClusterTable(readings, width).rows()) {
      lines.add(row.toString());
    }
    return lines;
  }

  @Test
  public void wideEnoughEveryColumnIsThere() {
    threeNodes();
    assertEquals(
        Arrays.asList(
            "DC   RACK   TOKEN       ADDRESS   STATE      KEYS  PHASE       %       RATE       ETA"
                + "  LAST RUN",
            "dc1  rack1  4294967295  10.0.0.1  SERVING  400066"
                + "                                      WARMED 2 h ago",
            "dc1  rack2  12 +2       10.0.0.2  WARMING          TRANSFER   52  10.8 MB/s     6.1 s",
            "dc1  rack3  4294967295  10.0.0.3  DOWN     no answer within 5 s"),
        table(120));
  }

  @Test
  public void onANarrowTerminalColumnsGoInTheirOrder() {
    threeNodes();
    String[] headers = {
      "DC RACK TOKEN ADDRESS STATE KEYS PHASE % RATE ETA LAST RUN",
      "DC RACK TOKEN STATE KEYS PHASE % RATE ETA LAST RUN",
      "DC RACK TOKEN STATE KEYS PHASE % ETA LAST RUN",
      "RACK TOKEN STATE KEYS PHASE % ETA LAST RUN",
      "RACK TOKEN STATE KEYS PHASE % ETA",
      "RACK TOKEN STATE KEYS PHASE %",
      "RACK TOKEN STATE PHASE %",
      "RACK TOKEN STATE PHASE",
      "RACK TOKEN STATE"
    };
    int next = 0;
    for (int width = 120; width >= 26; width--) {
      List<String> lines = table(width);
      String header = lines.get(0).trim().replaceAll(" +", " ");
      while (!header.equals(headers[next])) {
        next++;
      }
      // The reason of a silent node may be longer; the surface cuts it.
      for (String line : lines.subList(0, 3)) {
        assertTrue(width + ": " + line, line.length() <= width);
      }
    }
    assertEquals(headers.length - 1, next);
  }

  @Test
  public void columnsWithoutAValueGoFirst() {
    Map<String, Object> serving = values("SERVING", "");
    serving.put("Keys", 400_066L);
    serving.put("LastOutcome", "WARMED");
    serving.put("LastFinishedEpochMillis", NOW + 5_000);
    node("rack1", Origin.DAEMON, serving, 1L);
    assertEquals(
        Arrays.asList(
            "DC   RACK   TOKEN  ADDRESS   STATE      KEYS  LAST RUN",
            "dc1  rack1  1      10.0.0.1  SERVING  400066  WARMED 0 s ago"),
        table(64));
  }

  @Test
  public void aNodeWithoutADaemonShowsDynomiteAndRedisThemselves() {
    Map<String, Object> direct = values("CLOSED", "Redis is master, Dynomite STANDBY");
    direct.put("DynomiteState", "STANDBY");
    direct.put("RedisRole", "master");
    direct.put("Keys", 0L);
    node("rack1", Origin.DIRECT, direct, 1L);

    assertTrue(table(120).toString(), table(120).get(1).contains("  STANDBY/master  "));
    List<String> notes = new ArrayList<>();
    ClusterNotes.notes(readings, 60).forEach(row -> notes.add(row.toString()));
    assertEquals(
        Arrays.asList(
            "rack1 1 CLOSED: Redis is master, Dynomite STANDBY",
            "Read from Redis and Dynomite, without a daemon: 1 of 1",
            "  node. Their runs are not shown; --json has the reasons."),
        notes);
  }

  @Test
  public void theAgeHasOneUnit() {
    assertEquals("0 s ago", Since.text(-3_000));
    assertEquals("59 s ago", Since.text(59_999));
    assertEquals("1 min ago", Since.text(60_000));
    assertEquals("23 h ago", Since.text(86_399_000));
    assertEquals("2 d ago", Since.text(2 * 86_400_000L));
  }

  @Test
  public void jsonKnowsNoGuesses() {
    node("rack3", Origin.NONE, values("DOWN", "no answer"), 7L);
    assertEquals(
        "{\"nodes\":[{\"datacenter\":\"dc1\",\"rack\":\"rack3\",\"tokens\":[7],"
            + "\"dynomite\":\"10.0.0.1:8101\",\"jmx\":null,\"origin\":\"NONE\","
            + "\"jmxProblem\":null,\"time\":\"2027-01-15T08:00:00Z\",\"nodeState\":\"DOWN\","
            + "\"nodeReason\":\"no answer\",\"running\":null,\"phase\":null,\"keys\":null,"
            + "\"percent\":null,\"bytesPerSecond\":null,\"etaMillis\":null,\"lagBytes\":null,"
            + "\"lastFinishedEpochMillis\":null,\"dynomiteState\":null,\"redisRole\":null,"
            + "\"runId\":null,\"activity\":null,\"lastOutcome\":null,\"lastReason\":null,"
            + "\"version\":null}]}",
        ClusterJson.of(readings));
    assertEquals("{\"nodes\":[]}", ClusterJson.of(Collections.emptyList()));
  }
}
