// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.source.rule;

import io.dynowarmup.api.Peer;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.redis.info.NodeRecord;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.source.probe.DiskLoad;
import io.dynowarmup.source.probe.DynomiteSign;
import io.dynowarmup.source.probe.PeerFacts;
import java.util.Optional;
import java.util.OptionalLong;

/** The state of a peer's copy compared with this node's, by its own record and its uptime. */
public enum Warmth {
  /**
   * Its own record says that it is warm, or it has been in service for so long that it has no
   * record.
   */
  AUTHORITY(""),
  /** It has just restarted with the data of its own disk, and no run has compared it since. */
  RESTARTED("was restarted with the data of its own disk, and has not been warmed since"),
  /**
   * It was warmed from restarted copies, or agreed with them, while another copy did not answer. It
   * counts as right when that copy has had time to come back.
   */
  UNCONFIRMED(
      "was warmed a short time ago by copies that were restarted, while another copy did not"
          + " answer"),
  /** Its values are right. A key that it lacks may be one that its last run had to leave out. */
  INCOMPLETE("had to leave out data when it was warmed, so it removes no keys"),
  /** Its own record says that it is not warm. */
  COLD(
      "is cold by its own record: no warm-up has succeeded there since its data was changed or "
          + "its Redis was restarted"),
  /** A run is working on it. */
  WARMING("is being warmed itself at this moment"),
  /** It is as new as this node and all others, and is warmed before this node. */
  FIRST("is being warmed itself at this moment, and is as new as all other nodes"),
  /** It may hold only what was written since it was started, like this node. */
  NEW(
      "may be as new as this node: it has no record that it was warmed, and another data centre may"
          + " hold more keys"),
  /** It may have lost its data, and a peer that could show this does not answer. */
  UNCOMPARED(
      "may have lost its data: it is empty, has no record that it was warmed, and another copy does"
          + " not answer"),
  /** It has missed the writes since its Dynomite went out of service. */
  OUT_OF_SERVICE(
      "does not get the cluster's writes: its Dynomite does not run, hangs, or is not in state"
          + " NORMAL");

  private final String text;

  Warmth(String text) {
    this.text = text;
  }

  /** Returns a text that follows the name of the peer; empty for an authority. */
  public String text() {
    return text;
  }

  /**
   * Returns the state of a peer that answered, without its siblings.
   *
   * @param f facts of a peer that answered
   * @param youngSeconds a Redis with a longer uptime in seconds counts as in service
   */
  static Warmth of(PeerFacts f, long youngSeconds) {
    String node = NodeRecord.nodeName(f.peer().datacenter(), f.peer().rack());
    Warmth own = of(f.info(), node, youngSeconds);
    return own.decidesValues() && f.evidence().dynomite().doesNotServe() ? OUT_OF_SERVICE : own;
  }

  /**
   * Returns the state of a Redis; may ask it whether it loaded its data from disk.
   *
   * @param info INFO that this Redis has just returned
   * @param node its name in its own record
   * @param youngSeconds a Redis with a longer uptime in seconds counts as in service
   */
  public static Warmth at(RedisNode redis, RedisInfo info, String node, long youngSeconds) {
    return of(DiskLoad.asked(redis, info), node, youngSeconds);
  }

  /**
   * Returns the state by INFO alone.
   *
   * @param info INFO of that Redis, with its reserved keys
   * @param node its name in its own record
   */
  public static Warmth of(RedisInfo info, String node, long youngSeconds) {
    String runId = info.runId();
    if (info.nodeClaim().filter(c -> c.in(runId)).isPresent()) {
      return WARMING;
    }
    Optional<NodeRecord> record =
        info.nodeRecord().filter(r -> r.runId().equals(runId) || r.isOf(node));
    if (record.isPresent()) {
      return ofRecord(record.get(), info, youngSeconds);
    }
    OptionalLong uptime = info.number("uptime_in_seconds");
    boolean young = uptime.isPresent() && uptime.getAsLong() <= youngSeconds;
    return young && DiskLoad.happened(info) ? RESTARTED : AUTHORITY;
  }

  private static Warmth ofRecord(NodeRecord record, RedisInfo info, long youngSeconds) {
    if (!record.runId().equals(info.runId())) {
      return COLD;
    }
    switch (record.doubt()) {
      case RESTARTED:
        return RESTARTED;
      case UNCONFIRMED:
        return record.isYounger(info, youngSeconds) ? UNCONFIRMED : AUTHORITY;
      case INCOMPLETE:
        return INCOMPLETE;
      default:
        return record.warm(info.runId()) ? AUTHORITY : COLD;
    }
  }

  /** Returns whether the copy may overwrite keys of this node. */
  public boolean decidesValues() {
    return this == AUTHORITY || this == INCOMPLETE;
  }

  /** Returns whether the copy is one that was restarted, or was made from one. */
  public boolean isOfRestart() {
    return this == RESTARTED || this == UNCONFIRMED;
  }

  /**
   * Returns a finding that ranks a peer that is not an authority after all that are. {@link
   * DynomiteRule} ranks one that is out of service.
   */
  static Optional<Finding> finding(PeerFacts f, Survey survey) {
    if (f.answered() && !survey.rules().sourceDecided() && at(f, survey) == INCOMPLETE) {
      return Optional.of(Finding.later(INCOMPLETE.text()));
    }
    return isNoAuthority(f, survey) && at(f, survey) != OUT_OF_SERVICE
        ? Optional.of(Finding.last(at(f, survey).text()))
        : Optional.empty();
  }

  /**
   * Objects to a peer that is being warmed itself, if a forced run would take it for the right
   * copy. If two nodes took each other's copy at the same time, which value of a key stays would be
   * left to chance.
   */
  static Optional<Finding> changing(PeerFacts f, Survey survey) {
    RankingRules rules = survey.rules();
    boolean takes = rules.forced() && !rules.named() && rules.localKeys() > 0;
    return takes && f.answered() && at(f, survey) == WARMING
        ? Optional.of(
            Finding.never(
                WARMING.text()
                    + ", so its copy is not taken for the right one; wait for the end of that run,"
                    + " or name the source with --source"))
        : Optional.empty();
  }

  /** Returns whether the peer may not decide what this node holds. */
  static boolean isNoAuthority(PeerFacts f, Survey survey) {
    return f.answered() && !survey.rules().sourceDecided() && !at(f, survey).decidesValues();
  }

  /** Returns the state of a peer beside its siblings; {@link #AUTHORITY} if it did not answer. */
  static Warmth at(PeerFacts f, Survey survey) {
    Warmth own = f.answered() ? of(f, survey.rules().youngSeconds()) : AUTHORITY;
    Optional<Peer> preferred = survey.rules().preferred();
    if (own == OUT_OF_SERVICE
        && awaitsItsSite(f.peer(), preferred, f.evidence().dynomite(), f.info())) {
      return AUTHORITY;
    }
    if (f.answered() && own != AUTHORITY && survey.isLaunch()) {
      own = atLaunch(own, survey);
    }
    if (own != AUTHORITY) {
      return own;
    }
    if (NewPeers.contain(f, survey)) {
      return NEW;
    }
    return f.answered() && mayHaveLostData(f) && survey.mayHoldMoreElsewhere(f)
        ? UNCOMPARED
        : AUTHORITY;
  }

  /**
   * Returns the state at the launch of a cluster. While all nodes are empty, nothing can be lost.
   * If clients write already, no copy decides; the first node fetches what it lacks.
   */
  private static Warmth atLaunch(Warmth own, Survey survey) {
    if (own == WARMING && !survey.goesFirst()) {
      return FIRST;
    }
    return (own == WARMING || own == COLD) && survey.areAllEmpty() ? AUTHORITY : own;
  }

  private static boolean mayHaveLostData(PeerFacts f) {
    return f.keys() == 0 && !NewPeers.isRecordedWarm(f.info());
  }

  /**
   * Returns whether a node is warm by its own record and only waits to be opened with its site. Its
   * Dynomite passes writes on (RESUMING), and its site prefers it. In STANDBY or WRITES_ONLY, the
   * writes do not reach its Redis.
   *
   * @param preferred the peer that the request prefers; empty if none
   * @param info INFO of its Redis, with its reserved keys
   */
  public static boolean awaitsItsSite(
      Peer peer, Optional<Peer> preferred, DynomiteSign sign, RedisInfo info) {
    return preferred.filter(peer::equals).isPresent()
        && sign.isResuming()
        && NewPeers.isRecordedWarm(info);
  }
}
