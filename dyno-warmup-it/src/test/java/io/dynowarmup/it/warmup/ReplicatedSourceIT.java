// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertNothingLost;
import static io.dynowarmup.it.warmup.Checks.assertSame;
import static io.dynowarmup.it.warmup.Checks.assertServes;
import static io.dynowarmup.it.warmup.Checks.assertWarmed;

import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.it.Await;
import io.dynowarmup.it.load.Workload;
import io.dynowarmup.it.load.WriteLoad;
import io.dynowarmup.it.net.LagProxy;
import io.dynowarmup.it.redis.Filler;
import io.dynowarmup.it.redis.RedisServer;
import org.junit.Test;

/** A source that already has replicas: this node is not the first of them. */
public class ReplicatedSourceIT extends Scenario {
  @Test
  public void anotherReplicaBefore() {
    cluster();
    Filler.strings(source().redis(), 2_000, 100);
    Servers.replicate(closeLater(RedisServer.start(redis)), source());
    warmUnderLoad(warmup());
  }

  /**
   * The other replica no longer answers, so its offset stays far behind. It must not be mistaken
   * for this node.
   */
  @Test
  public void anotherReplicaThatHangsOnAHostWithTheSamePort() {
    cluster();
    Filler.strings(source().redis(), 2_000, 100);
    RedisServer other =
        RedisServer.builder(redis).bind(source().host() + "9").port(cold().redis().port()).build();
    Servers.replicate(closeLater(other.start()), source());
    other.freeze();
    warmUnderLoad(warmup());
  }

  /** The source sees another address than this node's own. */
  @Test
  public void throughALineThatHidesWhereThisNodeIs() {
    cluster();
    Filler.strings(source().redis(), 2_000, 100);
    Servers.replicate(closeLater(RedisServer.start(redis)), source());
    LagProxy line = closeLater(LagProxy.to(source().redis().address()));
    String peer =
        "127.0.0.1:%d:%s:%s:%d:%d"
            .formatted(
                source().dynomite().dyn().getPort(),
                source().rack(),
                source().dc(),
                source().tokens().get(0),
                line.address().getPort());
    warmUnderLoad(warmup().set("peers", peer));
  }

  private void warmUnderLoad(WarmedNode warmup) {
    WriteLoad load = load(Workload.versions("v:", 500, 20), 2_000);
    Await.until("writes flow", LIMIT, () -> load.acked() > 1_000);

    WarmupStatus end = warmup.set("force", true).set("strategy", "replication").atStartup();

    assertWarmed(end);
    Await.until(
        "the source has only its other replica",
        LIMIT,
        () -> "1".equals(source().redis().info("replication", "connected_slaves")));
    assertNothingLost(load, source(), cold());
    assertSame(cold(), source());
    assertServes(cold());
  }
}
