// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis.stream;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.fuzz.Fuzz;
import io.dynowarmup.fuzz.Mutation;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.Test;

/** Tests that no stream, however damaged, does more than end with our own exception. */
public class StreamFuzzTest {
  private static final String[] WORDS = {
    "*1\r\n", "*3\r\n", "$3\r\n", "$0\r\n\r\n", "\r\n", "\n", "INCR", "SET", "SELECT", "MULTI",
    "EXEC", "DEL", "COPY", "DB", "RENAME", "ZUNIONSTORE", "SORT", "STORE", "XGROUP", "EVAL",
    "HINCRBY", "ZINCRBY", "inf", "-0", "PXAT", "__dyno_warmup:marker:1", "\u0000"
  };

  private static Mutation inputs() {
    return Mutation.ofBytes(
        Arrays.asList(
            Resp.commands("SELECT 0", "SET k v", "INCR c", "HINCRBY h f 12", "ZINCRBY z -3 m"),
            Resp.commands("MULTI", "DEL a b", "RENAME a b", "COPY a b DB 1", "EXEC", "PING"),
            Resp.commands("ZUNIONSTORE d 2 a b", "SORT a STORE d", "XADD s 1-1 f v", "FLUSHALL"),
            Resp.commands("SET __dyno_warmup:marker:1 m PXAT 1700000000000", "REPLCONF GETACK *")),
        WORDS);
  }

  private static void read(byte[] input, Random random) {
    StreamParser parser = new StreamParser(7);
    long last = 7;
    for (int from = 0; from < input.length; ) {
      int to = Math.min(input.length, from + 1 + random.nextInt(input.length));
      byte[] piece = Arrays.copyOfRange(input, from, to);
      parser.add(piece, piece.length);
      for (Optional<StreamCommand> c = parser.next(); c.isPresent(); c = parser.next()) {
        assertTrue(c.get().firstOffset() > last);
        last = c.get().lastOffset();
        assertTrue(last > c.get().firstOffset());
        assertNotNull(Effects.of(c.get()).why());
      }
      from = to;
      assertEquals(7 + to, parser.offset());
    }
  }

  @Test
  public void aStreamIsReadOrRefused() throws Exception {
    Fuzz.run("replication stream", inputs(), StreamFuzzTest::read);
  }
}
