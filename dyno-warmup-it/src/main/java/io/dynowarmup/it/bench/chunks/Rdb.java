// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.bench.chunks;

import io.dynowarmup.it.redis.RedisServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import redis.clients.jedis.Jedis;

/** The size of an RDB file of a Redis, as Redis compresses it (LZF), and through gzip. */
record Rdb(long bytes, long gzipped) {
  static Rdb of(RedisServer redis) {
    try (Jedis jedis = redis.client()) {
      jedis.configSet("rdbcompression", "yes");
      jedis.save();
      Path file =
          Path.of(jedis.configGet("dir").get("dir"))
              .resolve(jedis.configGet("dbfilename").get("dbfilename"));
      Rdb rdb = new Rdb(Files.size(file), gzipped(file));
      Files.delete(file);
      return rdb;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long gzipped(Path file) throws IOException {
    long[] count = new long[1];
    OutputStream counted =
        new OutputStream() {
          @Override
          public void write(int b) {
            count[0]++;
          }

          @Override
          public void write(byte[] bytes, int offset, int length) {
            count[0] += length;
          }
        };
    try (GZIPOutputStream gzip = new GZIPOutputStream(counted, 64 * 1024)) {
      Files.copy(file, gzip);
    }
    return count[0];
  }
}
