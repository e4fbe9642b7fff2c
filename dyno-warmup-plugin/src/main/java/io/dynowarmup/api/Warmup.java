// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.api;

import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.report.BootstrapState;
import io.dynowarmup.api.report.DumpReport;
import io.dynowarmup.api.report.WatchedProcess;
import java.util.List;
import java.util.Map;

/** Controls and reports the warm-up of one node. Thread-safe. */
public interface Warmup extends AutoCloseable {
  /** The value that {@link #abort} returns if it ended a verification instead of a run. */
  String VERIFICATION = "verification";

  /** The reason of a run that ended as ABORTED because its process was stopped. */
  String SHUTTING_DOWN = "shutting down";

  /**
   * Starts a run and returns at once. If the request names a source, this method first looks up the
   * peers. That can take as long as Dynomite's admin port takes to answer.
   *
   * @param request what the run does
   * @return the id of the run
   * @throws WarmupException BAD_ARGUMENT if the source or the strategy does not exist;
   *     ALREADY_RUNNING if a run is in progress; NOT_RUNNING after {@link #close()}. Nothing
   *     changes in these cases.
   */
  String start(WarmupRequest request);

  /**
   * Requests the end of the run. The run passes through RESTORE and ends as ABORTED unless it was
   * already over.
   *
   * @param why the reason, for the log and the status
   * @return the id of the run that ends, or {@link #VERIFICATION}
   * @throws WarmupException NOT_RUNNING if neither a run nor a verification is in progress
   */
  String abort(String why);

  /**
   * Returns the status of the current run, or of the last run if none is in progress. Does not
   * block.
   */
  WarmupStatus status();

  /**
   * Waits for the end of the current run.
   *
   * @param millis maximum time to wait, in milliseconds
   * @return the status at that time; still running if the time was too short
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  WarmupStatus await(long millis) throws InterruptedException;

  /**
   * Reports what a run would do if it started now: its source, why other peers are refused, what it
   * would drop and which settings are wrong. Changes nothing on this node or on any other. Its
   * duration is bounded by the limits in the settings for the answers of peers and Redis.
   *
   * @param request what the run would do
   * @throws WarmupException BAD_ARGUMENT if the source or the strategy does not exist
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  PreflightReport preflight(WarmupRequest request) throws InterruptedException;

  /** Returns at most the last 20 runs, latest first, including runs before a restart. */
  List<RunRecord> history();

  /** Returns how many runs of this process ended with each outcome; every outcome has an entry. */
  Map<WarmupOutcome, Long> outcomes();

  /**
   * Returns the settings that the next run would use.
   *
   * @throws WarmupException BAD_CONFIG if the settings are not valid
   */
  List<EffectiveSetting> settings();

  /**
   * Starts to compare this node with the peers of its data centre, key by key, and returns at once.
   * The next run ends the verification; {@link #abort} ends it if no run is in progress.
   *
   * @param mode {@code sample} compares random keys, {@code full} compares all keys, {@code repair}
   *     is {@code full} and also changes keys here to what all peers hold; it never writes to a
   *     peer
   * @throws WarmupException BAD_ARGUMENT if the mode is unknown; ALREADY_RUNNING if a run or a
   *     verification is in progress
   */
  void verify(String mode);

  /** Returns what the current or the last verification has found so far. Does not block. */
  VerifyReport verification();

  /**
   * Starts a dump of this node into the store of the settings, and returns at once. It only reads.
   * The next run ends it.
   *
   * @param force whether to dump a node that is not warm
   * @throws WarmupException ALREADY_RUNNING if a run or a dump is in progress; BAD_CONFIG if no
   *     store is set
   */
  default void dump(boolean force) {
    throw new WarmupException(Reason.BAD_CONFIG, "this process makes no dumps");
  }

  /**
   * Ends the dump that is in progress; the next one resumes it.
   *
   * @param why the reason, for the log and the report
   * @throws WarmupException NOT_RUNNING if none is in progress
   */
  default void abortDump(String why) {
    throw new WarmupException(Reason.NOT_RUNNING, "no dump is in progress");
  }

  /** Returns the current or the last dump of this process. Does not block. */
  default DumpReport dumped() {
    return DumpReport.none();
  }

  /**
   * Returns Redis and Dynomite as the supervisor last saw them between runs. Does not block.
   *
   * @return the processes; empty if no supervisor watches them
   */
  default List<WatchedProcess> processes() {
    return node().processes();
  }

  /** Returns the node as last probed between runs. Does not block. */
  default NodeView node() {
    return NodeView.unknown();
  }

  /** Returns whether the node is closed until it is bootstrapped. Does not block. */
  default BootstrapState bootstrap() {
    return BootstrapState.NOT_REQUIRED;
  }

  /**
   * Opens a node with {@code requires.bootstrap} as it is: it then serves what it holds.
   *
   * @param who who asks for it, for the log and the record
   * @return what was opened, a sentence
   * @throws WarmupException ALREADY_RUNNING during a run; BAD_CONFIG if {@code requires.bootstrap}
   *     is false; any failure of Redis or Dynomite, and the node stays closed
   */
  default String enableIncomingReplication(String who) {
    throw new WarmupException(Reason.BAD_CONFIG, "requires.bootstrap is false");
  }

  /**
   * Takes the node out of service, notes where its data is in the stream of its source and saves
   * the data, so that the next start fetches only what was written meanwhile. Takes a few seconds,
   * and the time in which Redis saves. The next run returns the node to service.
   *
   * @param who who asks for it, for the log
   * @return what was done, in sentences; also why the next start cannot resume, if it cannot
   * @throws WarmupException ALREADY_RUNNING during a run; any failure of Redis or Dynomite
   */
  default String prepareStop(String who) {
    throw new WarmupException(Reason.BAD_ARGUMENT, "this node cannot be prepared for a stop");
  }

  /** Returns the state of the node at this moment, with its reason. Does not block. */
  default NodeCondition condition() {
    return NodeCondition.of(status(), node(), history(), bootstrap());
  }

  /** Adds an observer of the changes of every run. */
  void addObserver(WarmupObserver observer);

  /** Removes an observer; does nothing if it was not added. */
  void removeObserver(WarmupObserver observer);

  /**
   * Aborts a run in progress, waits for its RESTORE and ends all threads. May be called more than
   * once.
   */
  @Override
  void close();
}
