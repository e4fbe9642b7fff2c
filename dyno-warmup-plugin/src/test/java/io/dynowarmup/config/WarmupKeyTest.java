// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.config;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.Test;

/**
 * Checks names and defaults against a second copy: users have them in their files, so they must not
 * change.
 */
public class WarmupKeyTest {
  private static final String PROMISED =
      String.join(
          "\n",
          "bootstrap=true",
          "requires.bootstrap=false",
          "bytes.sync.diff=100000",
          "msec.bootstraptime=900000",
          "force=false",
          "strategy=auto",
          "source=",
          "cluster=",
          "redis.host=127.0.0.1",
          "redis.port=22122",
          "redis.username=",
          "redis.password=",
          "redis.tls=false",
          "redis.timeout.msec=2000",
          "redis.wait.msec=60000",
          "redis.config.rewrite=true",
          "redis.start.command=",
          "redis.stop.command=",
          "redis.start.msec=15000",
          "peer.redis.port=",
          "peer.redis.username=",
          "peer.redis.password=",
          "peer.redis.tls=",
          "dynomite.yml=",
          "dynomite.admin.url=http://127.0.0.1:22222",
          "dynomite.client.address=127.0.0.1:8102",
          "dynomite.start.command=",
          "dynomite.stop.command=",
          "dynomite.start.msec=15000",
          "token=",
          "rack=",
          "datacenter=",
          "peers=",
          "remote.datacenters=false",
          "source.max.replicas=3",
          "source.max.syncs=3",
          "source.max.commands=100",
          "source.memory.percent=90",
          "source.memory.bytes=0",
          "source.may.fork=true",
          "probe.msec=2000",
          "poll.msec=200",
          "stall.msec=60000",
          "peers.connected.msec=12000",
          "handover.msec=500",
          "handover.settle.msec=",
          "handover.write.probe=true",
          "peer.dynomite.client.port=",
          "peer.dynomite.admin.ports=",
          "handover.tries=3",
          "reconcile.msec=5000",
          "resume.stream.bytes=268435456",
          "pause.source.msec=0",
          "verify=off",
          "verify.sample.keys=10000",
          "verify.cron=",
          "verify.repair.deletes=false",
          "verify.keys.per.second=200000",
          "delta.keys.per.second=200000",
          "delta.bytes.per.second=200000000",
          "copy.sources=1",
          "chunks.store=",
          "chunks.cluster=",
          "chunks.max.age.sec=86400",
          "dump.bytes.per.second=200000000",
          "dump.cron=",
          "dump.keep=7",
          "restore.msec=300000",
          "cold.uptime.sec=300",
          "retry.max=5",
          "retry.pause.msec=30000",
          "watch.msec=5000",
          "watch.failures=3",
          "watch.restarts=10",
          "state.file=",
          "log.msec=30000",
          "plugin.enabled=true",
          "jmx.port=22322",
          "jmx.host=127.0.0.1",
          "jmx.tls.keystore=",
          "jmx.tls.keystore.password=",
          "jmx.password.file=",
          "http.port=off",
          "http.host=127.0.0.1");

  @Test
  public void namesAndDefaultsAreWhatWasPromised() {
    assertEquals(
        PROMISED,
        Stream.of(WarmupKey.values())
            .map(k -> k.key() + "=" + k.standard())
            .collect(Collectors.joining("\n")));
  }

  @Test
  public void constantsAreNamedLikeTheirKeys() {
    for (WarmupKey key : WarmupKey.values()) {
      assertEquals(key.key().toUpperCase(Locale.ROOT).replace('.', '_'), key.name());
    }
  }

  @Test
  public void unitsStandInTheNames() {
    for (WarmupKey key : WarmupKey.values()) {
      String[] words = key.key().split("\\.");
      boolean msec = key.key().contains("msec");
      boolean sec = words[words.length - 1].equals("sec");
      assertEquals(
          key.key(), msec ? "ms" : sec ? "s" : words[0].equals("bytes") ? "bytes" : "", key.unit());
    }
  }

  @Test
  public void everyDefaultIsAllowed() {
    for (WarmupKey key : WarmupKey.values()) {
      assertEquals(key.key(), !key.standard().isEmpty(), key.parse(key.standard()).isPresent());
    }
  }

  @Test
  public void rangesIncludeTheirEnds() {
    Pattern range = Pattern.compile("(\\d+) to (\\d+).*");
    for (WarmupKey key : WarmupKey.values()) {
      Matcher ends = range.matcher(key.range());
      if (ends.matches()) {
        assertTrue(key.key(), key.parse(ends.group(1)).isPresent());
        assertTrue(key.key(), key.parse(ends.group(2)).isPresent());
      }
    }
  }

  @Test
  public void everyKeyIsDescribedInOneLine() {
    for (WarmupKey key : WarmupKey.values()) {
      assertFalse(key.key(), key.description().isEmpty() || key.standardInWords().isEmpty());
      assertFalse(key.key(), (key.description() + key.range()).matches("(?s).*[\n|].*"));
    }
  }
}
