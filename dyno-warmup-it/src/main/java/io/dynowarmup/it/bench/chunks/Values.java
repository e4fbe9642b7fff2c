// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.bench.chunks;

import io.dynowarmup.it.redis.RedisServer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;

/** The values of a benchmark: JSON with numbers and words, or random bytes. */
enum Values {
  /** Objects as a cache holds them. */
  JSON {
    @Override
    byte[] next(Random random, int bytes) {
      StringBuilder text = new StringBuilder(bytes + 100).append('{');
      while (text.length() < bytes) {
        text.append('"').append(word(random)).append("\":");
        if (random.nextInt(3) == 0) {
          text.append('"').append(Long.toHexString(random.nextLong())).append("\",");
        } else {
          text.append('"').append(word(random)).append(' ').append(word(random)).append("\",");
        }
      }
      return Arrays.copyOf(text.toString().getBytes(StandardCharsets.US_ASCII), bytes);
    }
  },
  /** Bytes that do not shrink, such as compressed or encrypted ones. */
  RANDOM {
    @Override
    byte[] next(Random random, int bytes) {
      byte[] value = new byte[bytes];
      random.nextBytes(value);
      return value;
    }
  };

  private static final int BATCH = 1_000;
  private static final String[] WORDS = words();

  private static String[] words() {
    Random random = new Random(7);
    String[] words = new String[2_000];
    for (int i = 0; i < words.length; i++) {
      StringBuilder word = new StringBuilder();
      for (int syllable = 0; syllable <= random.nextInt(4); syllable++) {
        word.append("bcdfghjklmnprstv".charAt(random.nextInt(16)));
        word.append("aeiou".charAt(random.nextInt(5)));
      }
      words[i] = word.toString();
    }
    return words;
  }

  /** Frequent words come more often, as in a natural text. */
  private static String word(Random random) {
    double share = random.nextDouble();
    return WORDS[(int) (WORDS.length * share * share)];
  }

  abstract byte[] next(Random random, int bytes);

  /** Fills a Redis. */
  void fill(RedisServer redis, long keys, int bytes) {
    Random random = new Random(1);
    try (Jedis jedis = redis.client();
        Pipeline pipeline = jedis.pipelined()) {
      for (long i = 0; i < keys; i++) {
        pipeline.set(("key:" + i).getBytes(StandardCharsets.US_ASCII), next(random, bytes));
        if (i % BATCH == BATCH - 1) {
          pipeline.sync();
        }
      }
      pipeline.sync();
    }
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
