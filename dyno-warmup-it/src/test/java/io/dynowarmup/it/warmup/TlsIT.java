// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertSame;
import static io.dynowarmup.it.warmup.Checks.assertSays;
import static io.dynowarmup.it.warmup.Checks.assertServes;
import static org.junit.Assert.assertEquals;
import static org.junit.Assume.assumeTrue;

import com.google.gson.JsonObject;
import io.dynowarmup.it.EveryRedis;
import io.dynowarmup.it.JavaCommand;
import io.dynowarmup.it.TempDir;
import io.dynowarmup.it.demo.Launcher;
import io.dynowarmup.it.net.FreePorts;
import io.dynowarmup.it.redis.Filler;
import io.dynowarmup.it.redis.RedisServerBuilder;
import java.util.List;
import java.util.Map;
import org.junit.Test;

/** The warm-up and the replicating local Redis connect to the peers over TLS. */
@EveryRedis
public class TlsIT extends Scenario {
  private final int tlsPort = FreePorts.on(List.of("127.0.0.1"));

  @Test
  public void theDataArrivesOverTls() throws Exception {
    try (TempDir files = TempDir.create("tls")) {
      Certificate certificate = start(files);
      Map<String, String> before = Servers.settings(cold());

      JsonObject end =
          launcher()
              .jvm("-Djavax.net.ssl.trustStore=" + certificate.store(), password())
              .run(tls());

      assertEquals(end.toString(), "WARMED", end.get("outcome").getAsString());
      assertEquals(before, Servers.settings(cold()));
      assertSame(cold(), source());
      assertServes(cold());
    }
  }

  @Test
  public void aCertificateThatIsNotTrustedIsNamedAsSuch() throws Exception {
    try (TempDir files = TempDir.create("tls")) {
      start(files);

      JsonObject end = launcher().run(tls());

      assertEquals(end.toString(), "FAILED", end.get("outcome").getAsString());
      assertSays("TLS", end.toString());
      assertServes(cold());
    }
  }

  private Certificate start(TempDir files) throws Exception {
    built(
        c ->
            c.redisConfig(
                (rack, builder) -> {
                  secured(builder, files);
                }));
    Certificate certificate = Certificate.of(source().host(), files);
    try {
      source().redis().start();
    } catch (IllegalStateException e) {
      assumeTrue(
          redis + " is built without TLS", !source().redis().log().contains("Bad directive"));
      throw e;
    }
    cold().redis().start();
    source().dynomite().start();
    cold().dynomite().start();
    Filler.strings(source().redis(), 2_000, 100);
    return certificate;
  }

  private void secured(RedisServerBuilder builder, TempDir files) {
    builder
        .config("tls-port", Integer.toString(tlsPort))
        .config("tls-cert-file", Certificate.cert(files).toString())
        .config("tls-key-file", Certificate.key(files).toString())
        .config("tls-ca-cert-file", Certificate.cert(files).toString())
        .config("tls-auth-clients", "no");
  }

  private Launcher launcher() {
    return new Launcher(cold()).jvm(JavaCommand.FLAGS.toArray(String[]::new));
  }

  private String[] tls() {
    return new String[] {
      "-D",
      "peer.redis.tls=true",
      "-D",
      "peer.redis.port=" + tlsPort,
      "-D",
      "peers.connected.msec=5000"
    };
  }

  private static String password() {
    return "-Djavax.net.ssl.trustStorePassword=" + Certificate.PASSWORD;
  }
}
