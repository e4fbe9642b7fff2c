// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.config;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

/** Checks each key with every value that it must refuse. */
@RunWith(Parameterized.class)
public class BadValuesTest {
  private static final List<String> NO_NUMBERS =
      Arrays.asList(
          "many",
          "-1",
          "+5000",
          "1e3",
          "5_000",
          "5,000",
          "5.0",
          "5000ms",
          "5 000",
          "0x1388",
          "٥٠٠٠",
          "99999999999999999999",
          "${nothing.of.that.name}",
          "5000\u00A0");
  private static final List<String> NO_BOOLEANS =
      Arrays.asList("yes", "1", "on", "tru", "true false", "${nothing.of.that.name}");
  private static final List<String> NO_HOSTS =
      Arrays.asList("two words", "10.0.0.1:6379", "http://10.0.0.1", "[::1]", "a,b", "${host}");
  private static final List<String> NO_PORTS =
      Arrays.asList("OFF", "false", "-1", "65536", "00", "1e3", "${p}");
  private static final List<String> NO_ENDPOINTS =
      Arrays.asList(
          "127.0.0.1",
          "127.0.0.1:",
          ":8102",
          "127.0.0.1:0",
          "127.0.0.1:65536",
          "127.0.0.1:+81",
          "127.0.0.1:81 02",
          "::1:8102",
          "http://127.0.0.1:8102",
          "${host}:8102");
  private static final List<String> NO_URLS =
      Arrays.asList(
          "127.0.0.1:22222",
          "https://127.0.0.1:22222",
          "http://127.0.0.1",
          "http://127.0.0.1:22222/state",
          "http://127.0.0.1:22222?x",
          "http://user@127.0.0.1:22222",
          "http:// 127.0.0.1:22222",
          "http://127.0.0.1:99999");
  private static final List<String> NO_CRONS =
      Arrays.asList("daily", "* * * * *", "0 0 25 * * ?", "0 0 3 * * *", "off", "${cron}");
  private static final List<String> NO_NAMES =
      Arrays.asList("two words", "../secret", "a/b", "a,b", "a:b", "${name}");
  private static final List<String> NO_WORDS =
      Arrays.asList("two words", "rack:1", "rack;2", "a\tb", "${rack}");
  private static final List<String> NO_TOKENS =
      Arrays.asList("4294967296", "-1", "1, 2", "1,,2", ",", "12a", "1;2", "00000000001");
  private static final List<String> NO_PEERS =
      Arrays.asList(
          "10.0.0.2",
          "10.0.0.2:8101:rack2:dc1",
          "10.0.0.2:8101:rack2:dc1:",
          "10.0.0.2:8101::dc1:1",
          "10.0.0.2:0:rack2:dc1:1",
          "10.0.0.2:8101:rack2:dc1:x",
          "10.0.0.2:8101:rack2:dc1:1:99999",
          "10.0.0.2:8101:rack2:dc1:1:6379:2",
          "10.0.0.2:8101:rack2:dc1:1, 10.0.0.3:8101:rack3:dc1:1",
          ":8101:rack2:dc1:1",
          ";");

  /**
   * The ranges of the numbers, written a second time: the test detects a slip in the table of keys.
   */
  private static final Map<WarmupKey, long[]> RANGES = new EnumMap<>(WarmupKey.class);

  private static final Map<WarmupKey, List<String>> TEXTS = new EnumMap<>(WarmupKey.class);

  /** Keys that accept any text. */
  private static final EnumSet<WarmupKey> FREE =
      EnumSet.of(
          WarmupKey.REDIS_PASSWORD,
          WarmupKey.PEER_REDIS_PASSWORD,
          WarmupKey.JMX_TLS_KEYSTORE_PASSWORD,
          WarmupKey.REDIS_START_COMMAND,
          WarmupKey.REDIS_STOP_COMMAND,
          WarmupKey.DYNOMITE_START_COMMAND,
          WarmupKey.DYNOMITE_STOP_COMMAND);

  static {
    range(WarmupKey.BYTES_SYNC_DIFF, 0, 1_000_000_000_000L);
    range(WarmupKey.MSEC_BOOTSTRAPTIME, 1_000, 604_800_000);
    range(WarmupKey.REDIS_PORT, 1, 65_535);
    range(WarmupKey.REDIS_TIMEOUT_MSEC, 50, 60_000);
    range(WarmupKey.REDIS_WAIT_MSEC, 0, 3_600_000);
    range(WarmupKey.REDIS_START_MSEC, 100, 600_000);
    range(WarmupKey.PEER_REDIS_PORT, 1, 65_535);
    range(WarmupKey.DYNOMITE_START_MSEC, 100, 600_000);
    range(WarmupKey.SOURCE_MAX_REPLICAS, 1, 100);
    range(WarmupKey.SOURCE_MAX_SYNCS, 1, 20);
    range(WarmupKey.SOURCE_MAX_COMMANDS, 50, 1_000);
    range(WarmupKey.SOURCE_MEMORY_PERCENT, 50, 100);
    range(WarmupKey.RETRY_MAX, 0, 1_000);
    range(WarmupKey.RETRY_PAUSE_MSEC, 1_000, 3_600_000);
    range(WarmupKey.WATCH_MSEC, 0, 3_600_000);
    range(WarmupKey.WATCH_FAILURES, 1, 1_000);
    range(WarmupKey.WATCH_RESTARTS, 0, 1_000);
    range(WarmupKey.PROBE_MSEC, 50, 60_000);
    range(WarmupKey.POLL_MSEC, 10, 10_000);
    range(WarmupKey.STALL_MSEC, 1_000, 86_400_000);
    range(WarmupKey.PEERS_CONNECTED_MSEC, 0, 600_000);
    range(WarmupKey.HANDOVER_MSEC, 10, 2_000);
    range(WarmupKey.HANDOVER_SETTLE_MSEC, 0, 1_000);
    range(WarmupKey.PEER_DYNOMITE_CLIENT_PORT, 1, 65_535);
    range(WarmupKey.HANDOVER_TRIES, 1, 100);
    range(WarmupKey.RECONCILE_MSEC, 0, 60_000);
    range(WarmupKey.SOURCE_MEMORY_BYTES, 0, 1_000_000_000_000_000L);
    range(WarmupKey.RESUME_STREAM_BYTES, 0, 1_000_000_000_000L);
    range(WarmupKey.PAUSE_SOURCE_MSEC, 0, 5_000);
    range(WarmupKey.VERIFY_SAMPLE_KEYS, 1, 100_000_000);
    range(WarmupKey.VERIFY_KEYS_PER_SECOND, 10, 10_000_000);
    range(WarmupKey.DELTA_KEYS_PER_SECOND, 10, 10_000_000);
    range(WarmupKey.DELTA_BYTES_PER_SECOND, 10_000, 10_000_000_000L);
    range(WarmupKey.CHUNKS_MAX_AGE_SEC, 1, 31_536_000);
    range(WarmupKey.DUMP_BYTES_PER_SECOND, 10_000, 10_000_000_000L);
    range(WarmupKey.DUMP_KEEP, 1, 10_000);
    range(WarmupKey.COPY_SOURCES, 1, 8);
    range(WarmupKey.RESTORE_MSEC, 1_000, 86_400_000);
    range(WarmupKey.COLD_UPTIME_SEC, 0, 31_536_000);
    range(WarmupKey.LOG_MSEC, 1_000, 30_000);
    TEXTS.put(WarmupKey.BOOTSTRAP, NO_BOOLEANS);
    TEXTS.put(WarmupKey.REQUIRES_BOOTSTRAP, NO_BOOLEANS);
    TEXTS.put(WarmupKey.FORCE, NO_BOOLEANS);
    TEXTS.put(WarmupKey.REDIS_TLS, NO_BOOLEANS);
    TEXTS.put(WarmupKey.PEER_REDIS_TLS, NO_BOOLEANS);
    TEXTS.put(WarmupKey.REMOTE_DATACENTERS, NO_BOOLEANS);
    TEXTS.put(WarmupKey.SOURCE_MAY_FORK, NO_BOOLEANS);
    TEXTS.put(WarmupKey.HANDOVER_WRITE_PROBE, NO_BOOLEANS);
    TEXTS.put(WarmupKey.PLUGIN_ENABLED, NO_BOOLEANS);
    TEXTS.put(WarmupKey.VERIFY_REPAIR_DELETES, NO_BOOLEANS);
    TEXTS.put(WarmupKey.REDIS_CONFIG_REWRITE, NO_BOOLEANS);
    TEXTS.put(WarmupKey.STRATEGY, NO_NAMES);
    TEXTS.put(WarmupKey.VERIFY, Arrays.asList("all", "on", "FULL", "sample,full", "${verify}"));
    TEXTS.put(WarmupKey.VERIFY_CRON, NO_CRONS);
    TEXTS.put(WarmupKey.DUMP_CRON, NO_CRONS);
    TEXTS.put(WarmupKey.CLUSTER, NO_NAMES);
    TEXTS.put(WarmupKey.CHUNKS_CLUSTER, NO_NAMES);
    TEXTS.put(
        WarmupKey.CHUNKS_STORE,
        Arrays.asList("/var/lib/chunks", "file:", "file:///a b", "s3://user@bucket", "${store}"));
    TEXTS.put(WarmupKey.SOURCE, Arrays.asList("two hosts", "10.0.0.2:99999", "a;b", "${source}"));
    TEXTS.put(WarmupKey.REDIS_HOST, NO_HOSTS);
    TEXTS.put(WarmupKey.REDIS_USERNAME, Arrays.asList("two words", "a\u0000b", "${user}"));
    TEXTS.put(WarmupKey.PEER_REDIS_USERNAME, Arrays.asList("two words", "${user}"));
    TEXTS.put(
        WarmupKey.DYNOMITE_YML, Arrays.asList("/etc/a\nb", "a\u0000b", "${dir}/dynomite.yml"));
    TEXTS.put(WarmupKey.JMX_PORT, NO_PORTS);
    TEXTS.put(WarmupKey.HTTP_PORT, NO_PORTS);
    TEXTS.put(WarmupKey.HTTP_HOST, NO_HOSTS);
    TEXTS.put(WarmupKey.JMX_HOST, NO_HOSTS);
    TEXTS.put(WarmupKey.JMX_TLS_KEYSTORE, Arrays.asList("/etc/a\nb", "${dir}/key.p12"));
    TEXTS.put(WarmupKey.JMX_PASSWORD_FILE, Arrays.asList("/etc/a\nb", "${dir}/passwords"));
    TEXTS.put(WarmupKey.STATE_FILE, Arrays.asList("/etc/a\nb", "${dir}/state"));
    TEXTS.put(WarmupKey.DYNOMITE_ADMIN_URL, NO_URLS);
    TEXTS.put(WarmupKey.DYNOMITE_CLIENT_ADDRESS, NO_ENDPOINTS);
    TEXTS.put(WarmupKey.TOKEN, NO_TOKENS);
    TEXTS.put(WarmupKey.RACK, NO_WORDS);
    TEXTS.put(WarmupKey.DATACENTER, NO_WORDS);
    TEXTS.put(WarmupKey.PEERS, NO_PEERS);
    TEXTS.put(
        WarmupKey.PEER_DYNOMITE_ADMIN_PORTS,
        Arrays.asList("0", "65536", "22222,", "22222, 22223", "a", "22222;22223", "${ports}"));
  }

  private final WarmupKey key;
  private final String value;

  public BadValuesTest(WarmupKey key, String value) {
    this.key = key;
    this.value = value;
  }

  private static void range(WarmupKey key, long least, long most) {
    RANGES.put(key, new long[] {least, most});
  }

  @Parameters(name = "{0} = ''{1}''")
  public static List<Object[]> all() {
    List<Object[]> all = new ArrayList<>();
    for (WarmupKey key : WarmupKey.values()) {
      for (String value : badValues(key)) {
        all.add(new Object[] {key, value});
      }
    }
    return all;
  }

  private static List<String> badValues(WarmupKey key) {
    List<String> bad = new ArrayList<>();
    if (RANGES.containsKey(key)) {
      long[] range = RANGES.get(key);
      bad.add(String.valueOf(range[0] - 1));
      bad.add(String.valueOf(range[1] + 1));
      bad.addAll(NO_NUMBERS);
    } else {
      bad.addAll(TEXTS.getOrDefault(key, Collections.emptyList()));
      assertEquals("bad values are known for " + key, FREE.contains(key), bad.isEmpty());
    }
    if (!key.standard().isEmpty()) {
      bad.add("");
      bad.add(" \t");
    }
    return bad;
  }

  @Test
  public void stopsTheRunWithKeyAndValueAndOriginAndWhatIsAllowed() {
    WarmupException e = Layers.complaint(Layers.file(key.key(), value));
    assertEquals(WarmupException.Reason.BAD_CONFIG, e.reason());
    String message = e.getMessage();
    assertTrue(message, message.startsWith(Layers.PREFIX + key.key() + "=" + shown()));
    assertTrue(message, message.contains(" (from " + Layers.FILE + ") "));
    assertTrue(message, message.endsWith("; allowed: " + key.allowed()));
    assertTrue(message, message.contains(value.trim().isEmpty() ? " is empty;" : shown()));
    assertFalse(message, message.matches("(?s).*[\\n\\t\\x00\\u00A0].*"));
  }

  private String shown() {
    return value
        .trim()
        .replace("//user@", "//****@")
        .replace("\t", "\\u0009")
        .replace("\n", "\\u000A")
        .replace("\u0000", "\\u0000")
        .replace("\u00A0", "\\u00A0");
  }
}
