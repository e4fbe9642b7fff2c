// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.populate;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.redis.info.NodeRecord;
import io.dynowarmup.redis.info.OwnKeys;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.unit.Units;
import java.util.Arrays;
import java.util.Collections;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The key in a node's own Redis that admits the populators of one warm-up. Populators write only
 * while it exists and the node's claim and record are as they were: a run that begins, or a Redis
 * that is restarted without its data, shuts them out for good.
 */
public final class TargetFence {
  /** A fence that nothing removes does not admit populators for ever. */
  private static final long LONGEST_MILLIS = TimeUnit.DAYS.toMillis(7);

  private static final String END = "\n";

  private TargetFence() {}

  /**
   * Admits the populators of a warm-up to a node that is empty, or holds only what populators have
   * brought. Records that the keys of the node come from dumps. Admits them again if they were
   * admitted before.
   *
   * @param name of the node, see {@link NodeRecord#nodeName}
   * @param warmUp identifies the warm-up; one line
   * @param now milliseconds since 1970
   * @throws WarmupException NOT_ALLOWED if the node is a replica, works on a run, holds other keys,
   *     is warm, or admits another warm-up
   */
  public static void admit(RedisNode node, String name, String warmUp, long now) {
    RedisInfo info = node.info();
    Optional<String> before = value(node);
    if (before.isPresent() && before.get().startsWith(warmUp + END)) {
      return;
    }
    whyNot(info, before)
        .ifPresent(
            why -> {
              throw refused(node, why);
            });
    String record = NodeRecord.ofDump(name, info.runId(), now, warmUp).text();
    String value = warmUp + END + info.runId() + END + record;
    if (!node.exchange(OwnKeys.RECORD, info.nodeRecordText(), record, 0)
        || !node.exchange(OwnKeys.POPULATE, "", value, LONGEST_MILLIS)) {
      throw refused(node, "another process admits populators at this moment");
    }
  }

  private static Optional<String> whyNot(RedisInfo info, Optional<String> before) {
    if (before.isPresent()) {
      return Optional.of("it admits another warm-up: " + before.get().split(END)[0]);
    }
    if (!info.replication().isMaster()) {
      return Optional.of("its Redis is a replica");
    }
    if (info.nodeClaim().isPresent()) {
      return Optional.of("a run works on it");
    }
    if (info.nodeRecord().filter(r -> r.warm(info.runId())).isPresent()) {
      return Optional.of("it is warm");
    }
    // keys of an earlier warm-up that was ended are replaced, or removed by the run that follows
    return info.keys() == 0 || info.isOfDump()
        ? Optional.empty()
        : Optional.of("it is not empty: it holds " + Units.keys(info.keys()));
  }

  /**
   * Shuts populators out. No packet that arrives later is carried out. If the node holds keys, its
   * record still says that they come from dumps.
   */
  public static void lift(RedisNode node, String warmUp) {
    value(node)
        .filter(v -> v.startsWith(warmUp + END))
        .ifPresent(v -> node.exchange(OwnKeys.POPULATE, v, "", 0));
    RedisInfo info = node.info();
    if (info.keys() == 0 && info.isOfDump()) {
      node.exchange(OwnKeys.RECORD, info.nodeRecordText(), "", 0);
    }
  }

  /**
   * Returns the value that the fence has to have during a packet.
   *
   * @throws WarmupException NOT_ALLOWED if the node does not admit this warm-up
   */
  static String require(RedisNode node, String warmUp) {
    String value =
        value(node)
            .filter(v -> v.startsWith(warmUp + END))
            .orElseThrow(() -> refused(node, "it does not admit warm-up " + warmUp));
    if (!node.info().runId().equals(value.split(END, -1)[1])) {
      throw refused(node, "its Redis was restarted since it admitted warm-up " + warmUp);
    }
    return value;
  }

  /** Returns the record that the node had when it admitted the populators. */
  static String record(String value) {
    return value.split(END, 3)[2];
  }

  private static Optional<String> value(RedisNode node) {
    return node.ask(Collections.singletonList(Arrays.asList("GET", OwnKeys.POPULATE)))
        .get(0)
        .text();
  }

  private static WarmupException refused(RedisNode node, String why) {
    return refused(node.endpoint().toString(), why);
  }

  static WarmupException refused(String node, String why) {
    return new WarmupException(
        Reason.NOT_ALLOWED, "nothing is loaded into node " + node + ": " + why);
  }
}
