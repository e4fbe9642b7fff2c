// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.api;

import java.util.List;
import java.util.Map;

/** The warm-up of one node. Thread-safe. */
public interface Warmup extends AutoCloseable {
  /** What {@link #abort} says when it was a comparison that it has ended. */
  String VERIFICATION = "verification";

  /**
   * Starts a run and returns at once. Where the request names a source, the peers are looked up
   * first, which may take as long as Dynomite's admin port takes to answer.
   *
   * @return the run's id
   * @throws WarmupException BAD_ARGUMENT for a source or a strategy that there is not, and
   *     ALREADY_RUNNING: there is no other effect; NOT_RUNNING after {@link #close()}
   */
  String start(WarmupRequest request);

  /**
   * Asks the run to end. It goes through RESTORE first; the outcome is ABORTED unless it was over
   * already.
   *
   * @param why for the log and the status
   * @return the id of the run that ends, or {@link #VERIFICATION}
   * @throws WarmupException NOT_RUNNING
   */
  String abort(String why);

  /** What is going on, or how the last run ended. Never waits. */
  WarmupStatus status();

  /**
   * Waits for the end of the run that is going on.
   *
   * @param millis at most that long
   * @return the status then; still running when the time was too short
   */
  WarmupStatus await(long millis) throws InterruptedException;

  /**
   * What a run would do if it were started now: which peer, why not the others, what would be
   * dropped, what is set wrong. Changes nothing, on this node or any other; ends within the limits
   * that the settings give to a peer's and a Redis' answer.
   *
   * @throws WarmupException BAD_ARGUMENT when the request names a source or a strategy that does
   *     not exist
   */
  PreflightReport preflight(WarmupRequest request) throws InterruptedException;

  /** The runs that are over, the latest first; at most 20, also those before a restart. */
  List<RunRecord> history();

  /** How often a run of this process ended so; every outcome is in it. */
  Map<WarmupOutcome, Long> outcomes();

  /**
   * The settings as the next run would take them.
   *
   * @throws WarmupException BAD_CONFIG
   */
  List<EffectiveSetting> settings();

  /**
   * Compares this node with the peers of its data centre, key by key, and returns at once. The next
   * run ends it, and so does {@link #abort} while no run is going on.
   *
   * @param mode sample (keys at random), full, or repair: full, and what differs here becomes what
   *     all the peers hold, if there are several; nothing is ever written to a peer
   * @throws WarmupException BAD_ARGUMENT; ALREADY_RUNNING while a run or a comparison is going on
   */
  void verify(String mode);

  /** What the comparison that is going on, or the last one, has found so far. Never waits. */
  VerifyReport verification();

  /**
   * Redis and Dynomite as who watches them between runs has seen them. Never waits.
   *
   * @return empty where nobody watches
   */
  default List<WatchedProcess> processes() {
    return node().processes();
  }

  /** The node as the last look between runs has seen it. Never waits. */
  default NodeView node() {
    return NodeView.UNKNOWN;
  }

  void addObserver(WarmupObserver observer);

  void removeObserver(WarmupObserver observer);

  /**
   * Aborts a run that is going on, waits for its RESTORE, ends all threads. Any number of times.
   */
  @Override
  void close();
}
