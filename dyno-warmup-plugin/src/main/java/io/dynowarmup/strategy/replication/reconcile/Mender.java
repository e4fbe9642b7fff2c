// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.replication.reconcile;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.journal.JournalKey;
import io.dynowarmup.journal.KeyDifference;
import io.dynowarmup.redis.RedisData;
import io.dynowarmup.redis.stream.Counter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Adds amounts to numbers of the local Redis. Each command is sent once. It appears in the local
 * Redis' stream, so the journals show whether it ran.
 */
final class Mender {
  private static final Logger LOG = LoggerFactory.getLogger(Mender.class);

  /**
   * A key of another type, or one that is gone, is left alone. So is a score that is not a whole
   * number, because adding to it may round it.
   */
  private static final String ADD =
      "local kind, field, amount = ARGV[1], ARGV[2], ARGV[3]\n"
          + "local is = redis.call('TYPE', KEYS[1]).ok\n"
          + "local taken = string.sub(amount, 1, 1) == '-'\n"
          + "if is == 'none' and taken then return {'0'} end\n"
          + "if kind == 'STRING' and (is == 'string' or is == 'none') then\n"
          + "  redis.call('INCRBY', KEYS[1], amount)\n"
          + "  return {'1'}\n"
          + "end\n"
          + "if kind == 'HASH_FIELD' and (is == 'hash' or is == 'none') then\n"
          + "  redis.call('HINCRBY', KEYS[1], field, amount)\n"
          + "  return {'1'}\n"
          + "end\n"
          + "if kind == 'SCORE' and (is == 'zset' or is == 'none') then\n"
          + "  local score = redis.call('ZSCORE', KEYS[1], field) or '0'\n"
          + "  if not string.match(score, '^%-?%d+$') or #score > 15 then return {'0'} end\n"
          + "  redis.call('ZINCRBY', KEYS[1], amount, field)\n"
          + "  return {'1'}\n"
          + "end\n"
          + "return {'0'}";

  private static final byte[] DONE = {'1'};

  private final RedisData local;
  private long keys;
  private long takenBack;
  private long added;

  Mender(RedisData local) {
    this.local = local;
  }

  /**
   * Adds what is missing of a key, and takes back what is there twice.
   *
   * @return whether the key was changed
   * @throws WarmupException TIME_OUT or CONNECTION_LOST if it is unknown whether it was changed
   */
  boolean mend(JournalKey key, KeyDifference difference) {
    boolean all = true;
    for (Map.Entry<Counter, Long> more : difference.missing().entrySet()) {
      all &= add(key, more.getKey(), more.getValue());
    }
    keys += all ? 1 : 0;
    return all;
  }

  private boolean add(JournalKey key, Counter counter, long amount) {
    LOG.info("Correcting key {}: {} by {}", key, counter, amount);
    List<byte[]> answer;
    try {
      answer =
          local.evalOnce(
              ADD,
              Collections.singletonList(key.name()),
              Arrays.asList(
                  ascii(counter.kind().name()), counter.field(), ascii(String.valueOf(amount))));
    } catch (WarmupException e) {
      if (!e.reason().isRejected()) {
        throw e;
      }
      LOG.info("Key {} is not corrected: {}", key, e.getMessage());
      return false;
    }
    boolean done = answer.size() == 1 && Arrays.equals(answer.get(0), DONE);
    takenBack += done && amount < 0 ? -amount : 0;
    added += done && amount > 0 ? amount : 0;
    return done;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Returns the number of keys that were corrected. */
  long keys() {
    return keys;
  }

  long takenBack() {
    return takenBack;
  }

  long added() {
    return added;
  }
}
