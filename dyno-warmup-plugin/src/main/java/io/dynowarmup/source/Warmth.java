// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.source;

import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.redis.info.NodeRecord;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.source.probe.DiskLoad;
import io.dynowarmup.source.probe.PeerFacts;
import java.util.Optional;

/** What a peer's copy is worth beside this node's, by its own record and by its uptime. */
public enum Warmth {
  /** It is warm by its own record, or in service for so long that nobody can tell. */
  AUTHORITY(""),
  /** It came back from its own disk a moment ago, and no run has compared it since. */
  RESTARTED("was restarted with the data of its own disk, and has not been warmed since"),
  /** Its own record says that it is not warm. */
  COLD(
      "is cold by its own record: no warm-up has ended well there since its data was changed or its Redis was restarted"),
  /** A run works on it at this moment. */
  WARMING("is being warmed itself at this moment");

  private final String text;

  Warmth(String text) {
    this.text = text;
  }

  /** Continues the name of the peer. */
  public String text() {
    return text;
  }

  /**
   * @param f of a peer that answered
   * @param youngSeconds a Redis that is up for longer is in service
   */
  static Warmth of(PeerFacts f, long youngSeconds) {
    String node = NodeRecord.nodeName(f.peer().datacenter(), f.peer().rack());
    return of(f.info(), node, youngSeconds);
  }

  /**
   * @param info that this Redis has just answered
   * @param node its name in its own record
   */
  public static Warmth at(RedisNode redis, RedisInfo info, String node, long youngSeconds) {
    return of(DiskLoad.asked(redis, info), node, youngSeconds);
  }

  /**
   * @param info of that Redis, with its reserved keys
   * @param node its name in its own record
   */
  static Warmth of(RedisInfo info, String node, long youngSeconds) {
    String runId = info.get("run_id").orElse("");
    if (info.nodeClaim().filter(c -> c.in(runId)).isPresent()) {
      return WARMING;
    }
    Optional<NodeRecord> record =
        info.nodeRecord().filter(r -> r.runId().equals(runId) || r.isOf(node));
    if (record.isPresent()) {
      return record.get().warm(runId) ? AUTHORITY : COLD;
    }
    long uptime = info.getLong("uptime_in_seconds", -1);
    boolean young = uptime >= 0 && uptime <= youngSeconds;
    return young && DiskLoad.happened(info) ? RESTARTED : AUTHORITY;
  }

  /** Such a peer comes after all that are in service, and decides nothing by itself. */
  static Optional<Finding> finding(PeerFacts f, Survey survey) {
    if (!f.answered() || survey.rules().sourceDecided()) {
      return Optional.empty();
    }
    Warmth warmth = of(f, survey.rules().youngSeconds());
    return warmth == AUTHORITY ? Optional.empty() : Optional.of(Finding.last(warmth.text()));
  }
}
