// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync.digest;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.redis.RedisData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A Lua script from the jar. It runs on a server and returns a list of strings. */
final class Script {
  private static final int BUFFER = 8_192;

  private final String lua;

  /** Creates a script from files, concatenated in this order. */
  Script(String... files) {
    StringBuilder all = new StringBuilder();
    for (String file : files) {
      all.append(read(file)).append('\n');
    }
    lua = all.toString();
  }

  private static String read(String file) {
    try (InputStream in = Script.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException(file + " is not in the jar");
      }
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      byte[] buffer = new byte[BUFFER];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        all.write(buffer, 0, n);
      }
      return new String(all.toByteArray(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(file, e);
    }
  }

  /**
   * Runs the script.
   *
   * @param arguments numbers, ASCII texts or bytes
   * @throws WarmupException the error of the server; NOPERM if scripts are not allowed
   */
  List<byte[]> run(RedisData server, List<byte[]> keys, Object... arguments) {
    return server.eval(lua, keys, bytes(arguments));
  }

  /** Runs the script as {@link #run} does; see {@link RedisData#evalFresh}. */
  List<byte[]> runFresh(RedisData server, List<byte[]> keys, Supplier<Object[]> arguments) {
    return server.evalFresh(lua, keys, () -> bytes(arguments.get()));
  }

  /** Runs the script as {@link #run} does, but never twice; see {@link RedisData#evalOnce}. */
  List<byte[]> runOnce(RedisData server, List<byte[]> keys, Object... arguments) {
    return server.evalOnce(lua, keys, bytes(arguments));
  }

  /** Sends the script without waiting for the answer; see {@link RedisData#evalLater}. */
  Supplier<List<byte[]>> runLater(RedisData server, List<byte[]> keys, Object... arguments) {
    return server.evalLater(lua, keys, bytes(arguments));
  }

  private static List<byte[]> bytes(Object... arguments) {
    List<byte[]> all = new ArrayList<>(arguments.length);
    for (Object argument : arguments) {
      all.add(
          argument instanceof byte[]
              ? (byte[]) argument
              : argument.toString().getBytes(StandardCharsets.US_ASCII));
    }
    return all;
  }

  static String text(byte[] answer) {
    return new String(answer, StandardCharsets.UTF_8);
  }

  /** Parses a number in an answer of the server. */
  static long number(RedisData server, byte[] answer) {
    return number(server, text(answer));
  }

  static long number(RedisData server, String answer) {
    try {
      return Long.parseLong(answer);
    } catch (NumberFormatException e) {
      throw unexpected(server);
    }
  }

  /** Parses the duration in an answer, in nanoseconds; see clock.lua. */
  static long duration(RedisData server, byte[] micros) {
    return TimeUnit.MICROSECONDS.toNanos(number(server, micros));
  }

  static WarmupException unexpected(RedisData server) {
    return new WarmupException(
        Reason.REDIS_ERROR, "Unexpected answer to a script from Redis " + server.endpoint());
  }
}
