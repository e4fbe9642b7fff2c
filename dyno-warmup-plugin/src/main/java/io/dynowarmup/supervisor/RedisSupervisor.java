// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.supervisor;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.config.WatchSettings;
import io.dynowarmup.node.EngineHost;
import io.dynowarmup.node.ForeignMaster;
import io.dynowarmup.node.OnDisk;
import io.dynowarmup.node.RedisAnswer;
import io.dynowarmup.node.RedisSnapshot;
import io.dynowarmup.redis.RedisProcess;
import io.dynowarmup.redis.info.ClientList;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.state.RecordedDoubt;
import io.dynowarmup.state.StateFile;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Deadline;
import io.dynowarmup.unit.Units;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Watches the local Redis, restarts it, and determines whether it came back with its data. */
final class RedisSupervisor {
  private static final Logger LOG = LoggerFactory.getLogger(RedisSupervisor.class);
  private static final long POLL_MILLIS = 100;

  private final EngineHost host;
  private final ProcessFacts facts;
  private final CancelSignal ending;
  private final RestartPolicy policy = new RestartPolicy();
  private RedisSnapshot seen;
  private boolean loading;
  private boolean wasDown;
  private String saidSource = "";
  private String saidText = "";
  private Optional<String> saidBy = Optional.empty();
  private Optional<RedisInfo> lastInfo = Optional.empty();

  RedisSupervisor(EngineHost host, ProcessFacts facts, CancelSignal ending) {
    this.host = host;
    this.facts = facts;
    this.ending = ending;
  }

  /**
   * Probes Redis. If a restart is due, starts Redis and waits for its answer.
   *
   * @throws WarmupException ALREADY_RUNNING while a run with another state file works on the node
   */
  RedisAnswer check(LockedNode node, Standby standby) throws InterruptedException {
    RedisAnswer answer = node.probeRedis();
    node.leaveToAnotherRun(answer);
    if (!another(answer)) {
      node.leaveToAnotherSync(answer);
    }
    if (answer.down()) {
      answer = down(node, answer, standby);
    }
    publish(node, answer);
    return answer;
  }

  /** Adds the result of the last probe to the view. */
  void show(NodePicture picture, String dynomiteState, RecordedDoubt recorded) {
    picture.seen(lastInfo, saidBy, dynomiteState, recorded);
  }

  private void publish(LockedNode node, RedisAnswer answer) {
    lastInfo = answer.info();
    loading = answer.answer() == RedisAnswer.Answer.LOADING || (loading && answer.down());
    if (!answer.down()) {
      policy.alive(host.ticker().nanos());
    }
    if (answer.up() && answer.info().get().replication().isReplica()) {
      facts.trouble("REPLICA", policy.restarts(), foreignMaster(node, answer.info().get()));
    } else if (answer.up()) {
      facts.fine("UP", policy.restarts());
    } else if (!answer.down()) {
      facts.trouble(answer.answer().name(), policy.restarts(), answer.text());
    }
  }

  /** Asks only once which client made Redis a replica. The text stays until the source changes. */
  private String foreignMaster(LockedNode node, RedisInfo info) {
    String source = info.replication().master();
    if (!source.equals(saidSource) || !facts.now().state().equals("REPLICA")) {
      saidSource = source;
      Optional<ClientList> clients = node.redisClients();
      saidText = ForeignMaster.text(info.replication(), clients);
      saidBy = ForeignMaster.who(clients);
    }
    return saidText;
  }

  private RedisAnswer down(LockedNode node, RedisAnswer answer, Standby standby)
      throws InterruptedException {
    WatchSettings watch = node.config().watch();
    String obstacle = obstacle(node, answer);
    wasDown |= seen == null;
    RestartPolicy.Verdict verdict =
        policy.failed(host.ticker().nanos(), watch.failures(), watch.restarts());
    if (policy.failures() >= watch.failures()) {
      standby.holdSilent(node);
    }
    return facts.down(verdict, policy.restarts(), answer.text(), obstacle)
        ? restart(node, answer)
        : answer;
  }

  private String obstacle(LockedNode node, RedisAnswer answer) {
    RedisProcess process = node.redisProcess();
    if (!process.canStart()) {
      return "; redis.start.command is not set";
    }
    if (answer.answer() == RedisAnswer.Answer.SILENT && loading) {
      return "; it was loading when it last answered, and is left alone";
    }
    return answer.answer() == RedisAnswer.Answer.REFUSED || process.canStop()
        ? ""
        : "; redis.stop.command is not set, so it is left alone";
  }

  private RedisAnswer restart(LockedNode node, RedisAnswer answer) throws InterruptedException {
    policy.restarted(host.ticker().nanos());
    facts.trouble("DOWN", policy.restarts(), answer.text() + "; start " + policy.restarts());
    RedisAnswer after = answer;
    try {
      stopAndStart(node.redisProcess(), answer);
      after = awaitAnswer(node);
      if (after.down()) {
        notUp(after.text() + " within redis.start.msec");
      }
    } catch (WarmupException e) {
      notUp(e.getMessage());
    }
    return after;
  }

  /**
   * Stops and starts in one step. If this program ended between the two, the node would stay down.
   */
  private static void stopAndStart(RedisProcess process, RedisAnswer answer) {
    try {
      if (answer.answer() != RedisAnswer.Answer.REFUSED) {
        process.stop();
      }
    } finally {
      process.start();
    }
  }

  private void notUp(String why) {
    facts.trouble(
        "DOWN",
        policy.restarts(),
        why + "; the next try after " + policy.pauseMillis() / 1_000 + " s");
  }

  private RedisAnswer awaitAnswer(LockedNode node) throws InterruptedException {
    Deadline limit = Deadline.after(host.ticker(), node.config().redisCommands().startMillis());
    RedisAnswer answer = node.probeRedis();
    boolean quick = true;
    while ((answer.down() || (quick && answer.answer() == RedisAnswer.Answer.LOADING))
        && !limit.passed()
        && !ending.isCancelled()) {
      host.pause().millis(POLL_MILLIS, ending);
      answer = node.probeRedis();
      quick = !limit.passed();
    }
    return answer;
  }

  /** Starts a Redis that is down when this program starts. */
  static void startIfDown(RedisAnswer answer, RedisProcess process) {
    if (answer.answer() == RedisAnswer.Answer.REFUSED) {
      LOG.info("Redis is down and is started: {}", answer.text());
      process.start();
    }
  }

  /** Starts a Redis that is down while RESTORE of a run waits for it, and does nothing else. */
  void startForRestore(RedisAnswer answer, RedisProcess process, WatchSettings watch) {
    if (answer.answer() != RedisAnswer.Answer.REFUSED
        || !process.canStart()
        || policy.failed(host.ticker().nanos(), watch.failures(), watch.restarts())
            != RestartPolicy.Verdict.RESTART) {
      return;
    }
    policy.restarted(host.ticker().nanos());
    LOG.warn(
        "Starting Redis because a run waits for it (start {}): {}",
        policy.restarts(),
        answer.text());
    process.start();
  }

  /**
   * Returns whether the current process lacks data that the previous process held.
   *
   * @param node records which process was last known to be warm
   * @param standby notes the missed writes if the process has its data and lacks only those
   * @param warmed whether the last run of this program ended WARMED
   * @return what is missing, as a sentence; empty if nothing is
   */
  Optional<String> lost(RedisInfo now, LockedNode node, Standby standby, boolean warmed) {
    StateFile state = node.state();
    if (seen == null && warmed) {
      seen = state.warmRunId().map(RedisSnapshot::ofUnknownContent).orElse(null);
    }
    if (seen == null && wasDown && !isWarm(now, state)) {
      return Optional.of("it was not up when this program was started");
    }
    checkFiles(now, state);
    if (node.isStopped() && now.replication().isMaster()) {
      return Optional.of("it was stopped as planned, and lacks what was written since");
    }
    if (now.replication().isReplica() || seen == null || sameOrWarm(now, state)) {
      accept(now);
      return Optional.empty();
    }
    Optional<String> lost = ofBeforeTheLoad(now, state);
    if (!lost.isPresent()) {
      lost = seen.lostBy(now);
    }
    if (!lost.isPresent()) {
      keepsItsData(now, node, standby);
    }
    return lost;
  }

  /** Returns whether this program knows what Redis held before. */
  boolean wasSeen() {
    return seen != null;
  }

  /** Detects a file that is complete but older than the warm-up. */
  private static Optional<String> ofBeforeTheLoad(RedisInfo now, StateFile state) {
    return state.notOnDisk().isPresent() && now.keys() > 0
        ? Optional.of(
            "it came back with "
                + Units.keys(now.keys())
                + " from a file that is older than the last warm-up")
        : Optional.empty();
  }

  /** Records that the data is on disk. From here on, a restart keeps it. */
  private static void checkFiles(RedisInfo now, StateFile state) {
    Optional<String> mark = state.notOnDisk();
    if (mark.isPresent() && isWarm(now, state) && !OnDisk.missing(now, mark.get()).isPresent()) {
      state.notOnDisk(OnDisk.YES);
      LOG.info("Redis has the data of the warm-up on disk");
    }
  }

  private boolean sameOrWarm(RedisInfo now, StateFile state) {
    return seen.sameProcess(now) || isWarm(now, state);
  }

  private static boolean isWarm(RedisInfo now, StateFile state) {
    return state.warmRunId().filter(now.runId()::equals).isPresent();
  }

  private void keepsItsData(RedisInfo now, LockedNode node, Standby standby) {
    String found = "Redis was restarted and has its data (" + Units.keys(now.keys()) + ")";
    StateFile state = node.state();
    if (node.hasOtherCopies()) {
      standby.missed(node, found + ", but not what the cluster wrote while it was down");
    } else {
      LOG.warn("Writes to this node while its Redis was down are missing: {}", found);
      if (state.warmRunId().filter(seen.runId()::equals).isPresent()) {
        state.recordWarm(now.runId(), state.warmTokens());
        node.mark().stillWarm(now);
      }
    }
    accept(now);
  }

  /** Accepts what this process holds as the reference for later probes. */
  void accept(RedisInfo now) {
    seen = RedisSnapshot.of(now);
    wasDown = false;
  }

  /** Accepts the process if it still has this {@code run_id}. */
  void acceptIf(RedisInfo now, String runId) {
    if (now.runId().equals(runId)) {
      accept(now);
    }
  }

  /** Returns whether this is a different process from the one last seen up. */
  boolean another(RedisAnswer answer) {
    return seen == null || answer.info().map(i -> !seen.sameProcess(i)).orElse(true);
  }

  void suspended() {
    facts.suspended();
  }
}
