// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.topology;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import com.netflix.archaius.config.MapConfig;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.dynomite.ClusterDescription;
import io.dynowarmup.dynomite.DynomiteInfo;
import io.dynowarmup.topology.yml.DynomiteYml;
import java.util.Collections;
import java.util.Optional;
import org.junit.Test;

public class GarbageTest {
  private static final int ROUNDS = 1500;

  private static String times(int n, String s) {
    return String.join("", Collections.nCopies(n, s));
  }

  @Test
  public void aBrokenDynomiteYmlGivesAResultOrOneClearException() {
    Garbage.feed(Resources.text("seeds.yml"), ROUNDS, 1, t -> DynomiteYml.parse(t, "f.yml"));
    Garbage.feed(Resources.text("manager.yml"), ROUNDS, 2, t -> DynomiteYml.parse(t, "f.yml"));
  }

  @Test
  public void aBrokenClusterDescriptionGivesAResultOrOneClearException() {
    String good = Resources.text("cluster_describe.json");
    Garbage.feed(good, ROUNDS, 3, t -> ClusterDescription.parse(t, "/cluster_describe"));
  }

  @Test
  public void aBrokenInfoGivesAResultOrOneClearException() {
    Garbage.feed(
        Resources.text("info.json"),
        ROUNDS,
        4,
        t -> {
          DynomiteInfo info = DynomiteInfo.parse(t, "/info");
          info.rack();
          info.uptimeSeconds();
          info.dnodeClientConnections();
          info.timestampSeconds();
          info.serverName();
        });
  }

  @Test
  public void brokenPeersGiveAResultOrOneClearException() {
    String good = "10.0.0.2:8101:rack2:dc:1,2:22122; [::1]:8101:rack3:dc:3";
    Garbage.feed(
        good,
        ROUNDS,
        5,
        t ->
            WarmupConfig.from(new MapConfig(Collections.singletonMap("dm.dyno.warm.peers", t)))
                .topology());
  }

  @Test
  public void aBrokenAnswerOfDynomiteGivesATopologyOrOneClearException() {
    FakeAdmin admin = new FakeAdmin();
    String good = admin.describe;
    Garbage.feed(
        good,
        ROUNDS,
        6,
        t -> {
          admin.describe = t;
          new TopologyResolver(url -> admin, Collections::emptySet)
              .resolve(ExplicitTopology.builder().build(), Optional.empty());
        });
  }

  @Test
  public void hostileTextsAreRefusedAndCostLittle() {
    String bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n";
    for (char c = 'b'; c < 'k'; c++) {
      String before = "*" + (char) (c - 1);
      bomb += c + ": &" + c + " [" + times(8, before + ",") + before + "]\n";
    }
    String[] texts = {
      bomb,
      times(100_000, "["),
      times(100_000, "a: {"),
      times(500_000, "- "),
      times(400_000, "a:\n"),
      times(2_000_000, "x"),
      "a: &a\n  b: *a",
      "a:\n  servers: &a [*a]"
    };
    for (String text : texts) {
      try {
        DynomiteYml.parse(text, "f.yml");
      } catch (WarmupException e) {
        assertEquals(Reason.FILE, e.reason());
      }
    }
    String[] json = {
      times(100_000, "["), times(100_000, "{\"dcs\":"), times(9_000_000, " "), "[]", "null", "1", ""
    };
    for (String text : json) {
      WarmupException e =
          assertThrows(WarmupException.class, () -> ClusterDescription.parse(text, "d"));
      assertEquals(Reason.DYNOMITE_UNREACHABLE, e.reason());
      assertThrows(WarmupException.class, () -> DynomiteInfo.parse(text, "i"));
    }
  }
}
