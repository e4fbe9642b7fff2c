// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.resume;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.redis.RedisData;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.redis.relay.Correction;
import io.dynowarmup.redis.relay.Corrections;
import io.dynowarmup.redis.stream.StreamCommand;
import io.dynowarmup.time.Ticker;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Reads the value that some keys have at one offset of the source, and makes commands of it that
 * give the replica the same value at the same offset. What the stream does to the keys before that
 * offset does not matter then. Keys that get their value from them before it are corrected later.
 *
 * <p>A script reads the offset and the values at one moment. A key without a value is deleted.
 */
final class KeyCorrections implements Corrections, AutoCloseable {
  private static final int BATCH = 32;

  /** A larger key would block the source while it is read. */
  private static final int MOST_BYTES = 4 * 1024 * 1024;

  /** The script ends after so many bytes, for the same reason. */
  private static final int BATCH_BYTES = 1024 * 1024;

  /** An expiry may end so much later here. */
  private static final long LATE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final String TOO_LARGE = "L";

  private static final String SCRIPT =
      String.join(
          "\n",
          "local out = {redis.call('INFO', 'replication')}",
          "local time = redis.call('TIME')",
          "local now = time[1] * 1000 + math.floor(time[2] / 1000)",
          "local bytes = 0",
          "for i, key in ipairs(KEYS) do",
          "  local size = redis.call('MEMORY', 'USAGE', key)",
          "  if size and size > tonumber(ARGV[1]) then",
          "    out[#out + 1] = '" + TOO_LARGE + "'",
          "    out[#out + 1] = ''",
          "  else",
          "    local value = redis.call('DUMP', key)",
          "    local left = redis.call('PTTL', key)",
          "    out[#out + 1] = left >= 0 and string.format('%.0f', now + left) or '0'",
          "    out[#out + 1] = value or ''",
          "    bytes = bytes + #out[#out]",
          "  end",
          "  if bytes >= tonumber(ARGV[2]) then",
          "    break",
          "  end",
          "end",
          "return out");

  private final RedisData source;
  private final DoubtfulKeys keys;
  private final Ticker ticker;
  private List<byte[]> asked = Collections.emptyList();
  private long askedNanos;

  /** Whether the stream that comes next may have run at the source much earlier. */
  private boolean late = true;

  /**
   * Creates corrections.
   *
   * @param source keys of the source; closed with this object
   * @param noted keys whose values here are not known to be those of the noted offset
   */
  KeyCorrections(RedisData source, List<byte[]> noted, Ticker ticker) {
    this.source = source;
    this.keys = new DoubtfulKeys(noted);
    this.ticker = ticker;
  }

  @Override
  public Optional<Correction> next() {
    List<byte[]> batch = keys.first(BATCH);
    if (batch.isEmpty() && !late) {
      return Optional.empty();
    }
    askedNanos = ticker.nanos();
    List<byte[]> answer =
        source.eval(
            SCRIPT,
            batch,
            Arrays.asList(bytes(String.valueOf(MOST_BYTES)), bytes(String.valueOf(BATCH_BYTES))));
    RedisInfo info = RedisInfo.parse(text(answer.get(0)));
    long offset = info.replication().masterOffset().orElse(-1);
    int read = (answer.size() - 1) / 2;
    boolean some = read > 0 || batch.isEmpty();
    if (answer.size() % 2 == 0 || !some || read > batch.size() || offset < 0) {
      throw new WarmupException(
          Reason.STRATEGY_CANNOT,
          source.endpoint() + " does not answer which values its keys have at which offset");
    }
    asked = batch.subList(0, read);
    ByteArrayOutputStream commands = new ByteArrayOutputStream();
    for (int i = 0; i < read; i++) {
      add(commands, batch.get(i), text(answer.get(1 + 2 * i)), answer.get(2 + 2 * i));
    }
    return Optional.of(new Correction(offset, commands.toByteArray()));
  }

  @Override
  public void passed(StreamCommand command) {
    keys.executed(command, late);
  }

  @Override
  public void inserted() {
    keys.corrected(asked);
    late = ticker.nanos() - askedNanos > LATE_NANOS;
  }

  private static void add(ByteArrayOutputStream commands, byte[] key, String expiry, byte[] value) {
    if (TOO_LARGE.equals(expiry)) {
      throw new WarmupException(
          Reason.STRATEGY_CANNOT,
          "key "
              + text(key)
              + " was written during the stop and is larger than "
              + MOST_BYTES
              + " bytes");
    }
    if (value.length == 0) {
      add(commands, bytes("DEL"), key);
    } else {
      add(commands, bytes("RESTORE"), key, bytes(expiry), value, bytes("REPLACE"), bytes("ABSTTL"));
    }
  }

  private static void add(ByteArrayOutputStream out, byte[]... words) {
    line(out, "*" + words.length);
    for (byte[] word : words) {
      line(out, "$" + word.length);
      out.write(word, 0, word.length);
      line(out, "");
    }
  }

  private static void line(ByteArrayOutputStream out, String text) {
    byte[] bytes = bytes(text + "\r\n");
    out.write(bytes, 0, bytes.length);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() {
    source.close();
  }
}
