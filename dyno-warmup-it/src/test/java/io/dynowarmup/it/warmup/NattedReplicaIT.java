// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertSame;
import static io.dynowarmup.it.warmup.Checks.assertSays;
import static io.dynowarmup.it.warmup.Checks.assertWarmed;

import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.it.redis.Filler;
import io.dynowarmup.it.redis.RedisServer;
import org.junit.Test;

/** The source sees another replica at this node's address and port, as behind a gateway. */
public class NattedReplicaIT extends Scenario {
  @Test
  public void theDoubtIsSaidBeforehandAndInTheOutcome() throws InterruptedException {
    cluster();
    Filler.strings(source().redis(), 500, 20);
    RedisServer other =
        closeLater(
            RedisServer.builder(redis)
                .config("replica-announce-ip", cold().host())
                .config("replica-announce-port", String.valueOf(cold().redis().port()))
                .build()
                .start());
    Servers.replicate(other, source());
    WarmedNode warmup = warmup().set("strategy", "replication");
    String address = cold().host() + ":" + cold().redis().port();
    assertSays(
        "lists a replica at " + address + " already",
        warmup.engine().preflight(WarmupRequest.manual()).text());

    WarmupStatus end = warmup.atStartup();

    assertWarmed(end);
    assertSays("lists 2 replicas at " + address, end.warnings().toString());
    assertSame(cold(), source());
  }
}
