// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis.jedis;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.redis.ChangeFeed;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@link ChangeFeed} over {@code CLIENT TRACKING ON REDIRECT … BCAST}: one connection asks for the
 * names, the other one receives them as messages. Neither is opened again after it broke.
 */
final class TrackingFeed implements ChangeFeed {
  private static final Logger LOG = LoggerFactory.getLogger(TrackingFeed.class);
  private static final String CHANNEL = "__redis__:invalidate";
  private static final int PARTS = 3;

  /**
   * The server sends the names at the end of a turn of its event loop, and the answer to a PING
   * before that. The answer of the next turn follows the names (measured with Redis 6.2 and 7.0:
   * one PING missed up to 111 of 300 names, two missed none).
   */
  private static final int TURNS = 2;

  private final Commands tracking;
  private final Channel receiving;
  private final JedisConnection tracked;
  private final JedisConnection messages;
  private boolean broken;

  /**
   * Begins to track.
   *
   * @throws WarmupException if the server does not answer or refuses
   */
  TrackingFeed(Commands tracking, Commands receiving) {
    this.tracking = tracking;
    this.receiving = receiving.channel();
    try {
      long id = receiving.number(Command.of("CLIENT", "ID"));
      messages = this.receiving.current();
      this.receiving.messagesBefore(messages, Command.of("SUBSCRIBE", CHANNEL), "subscribe");
      tracking.run(Command.of("CLIENT", "TRACKING", "ON", "REDIRECT", String.valueOf(id), "BCAST"));
      tracked = tracking.channel().current();
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  @Override
  public Optional<List<byte[]>> changes() {
    if (broken) {
      return Optional.empty();
    }
    try {
      tracking.run(Command.of("PING"));
      List<byte[]> names = new ArrayList<>();
      for (int i = 0; i < TURNS; i++) {
        for (List<?> message : receiving.messagesBefore(messages, Command.of("PING"), "pong")) {
          broken |= !add(message, names);
        }
      }
      broken |= tracking.channel().current() != tracked;
      return broken ? Optional.empty() : Optional.of(names);
    } catch (WarmupException e) {
      LOG.info("The names of changed keys are lost: {}", e.getMessage());
      broken = true;
      return Optional.empty();
    }
  }

  /** Adds the names; returns false if the message names none, because a database was emptied. */
  private static boolean add(List<?> message, List<byte[]> names) {
    if (message.size() != PARTS || !"message".equals(text(message.get(0)))) {
      return true;
    }
    Object keys = message.get(2);
    List<?> list = keys instanceof List ? (List<?>) keys : Collections.singletonList(keys);
    for (Object name : list) {
      if (!(name instanceof byte[])) {
        return false;
      }
      names.add((byte[]) name);
    }
    return true;
  }

  private static String text(Object part) {
    return part instanceof byte[] ? new String((byte[]) part, StandardCharsets.US_ASCII) : "";
  }

  @Override
  public void close() {
    broken = true;
    tracking.channel().close();
    receiving.close();
  }
}
