// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.source.probe;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.redis.RedisAccess;
import io.dynowarmup.redis.RedisConnector;
import io.dynowarmup.redis.RedisNode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;

/**
 * Asks one peer which of the keys that were sampled elsewhere it has. Sends one EXISTS for each
 * other Redis.
 */
public final class OverlapProbe implements Callable<PeerFacts> {
  /** Most keys of one other Redis. */
  public static final int MOST_OF_EACH = 100;

  /** Most keys of all other servers together. */
  private static final int MOST_KEYS = 400;

  private final PeerFacts facts;
  private final RedisConnector connector;
  private final RedisAccess access;
  private final Map<Endpoint, List<byte[]>> questions;

  OverlapProbe(
      PeerFacts facts,
      Map<Endpoint, KeySample> samples,
      RedisConnector connector,
      RedisAccess access) {
    this.facts = facts;
    this.connector = connector;
    this.access = access;
    this.questions = questions(facts.peer().redis(), samples);
  }

  private static Map<Endpoint, List<byte[]>> questions(
      Endpoint own, Map<Endpoint, KeySample> samples) {
    Map<Endpoint, List<byte[]>> questions = new LinkedHashMap<>();
    int most = Math.min(MOST_OF_EACH, MOST_KEYS / Math.max(1, samples.size()));
    samples.forEach(
        (redis, sample) -> {
          if (!redis.equals(own) && !sample.keys().isEmpty()) {
            questions.put(redis, sample.first(most));
          }
        });
    return questions;
  }

  boolean hasQuestions() {
    return !questions.isEmpty() && facts.answered() && facts.isMaster() && !facts.loading();
  }

  @Override
  public PeerFacts call() {
    try {
      return facts.withEvidence(facts.evidence().withHolds(shares()));
    } catch (WarmupException e) {
      if (e.reason() != Reason.TIME_OUT) {
        return facts;
      }
    }
    try {
      return facts.withEvidence(facts.evidence().withHolds(shares()));
    } catch (WarmupException e) {
      return facts;
    }
  }

  private Map<Endpoint, Share> shares() {
    Map<Endpoint, Share> shares = new HashMap<>();
    try (RedisNode node = connector.connect(facts.peer().redis(), access)) {
      questions.forEach((redis, keys) -> shares.put(redis, share(node, keys)));
    }
    return shares;
  }

  /** Returns the share of the keys that the Redis has. Each key must occur once. */
  public static Share share(RedisNode node, List<byte[]> keys) {
    if (keys.isEmpty()) {
      return Share.UNKNOWN;
    }
    OptionalLong present = node.present(keys);
    return present.isPresent() ? new Share((int) present.getAsLong(), keys.size()) : Share.UNKNOWN;
  }
}
