// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.jmx;

import java.util.Map;
import javax.management.MBeanOperationInfo;

/**
 * Shows and controls the warm-up of this node, registered as {@value #OBJECT_NAME}. Unknown numbers
 * are -1.
 */
@Describe(
    "The warm-up of this Dynomite node. Numbers describe the current run, or the last"
        + " run if Running is false. An unknown number is -1, an unknown text is empty.")
public interface WarmupMXBean extends VerificationAttributes {
  String OBJECT_NAME = "io.dynowarmup:type=Warmup";

  @Describe(
      "Phase of the run: IDLE (no run), PREFLIGHT, SELECT_SOURCE, TRANSFER, CATCH_UP,"
          + " HAND_OVER, RESTORE.")
  String getPhase();

  @Describe(
      "Phase as a number: 0 IDLE, 1 PREFLIGHT, 2 SELECT_SOURCE, 3 TRANSFER, 4 CATCH_UP, 5 HAND_OVER,"
          + " 6 RESTORE.")
  int getPhaseCode();

  @Describe("True while a run is going on. Then abort() ends the run, and start() is refused.")
  boolean isRunning();

  @Describe(
      "True if this node serves although its last warm-up did not make it warm,"
          + " according to its state file; false while a run is going on.")
  boolean isColdAndServing();

  @Describe(
      "Share of the bulk that has arrived, percent, 0 to 100; -1 unknown. An estimate"
          + " stays below 100 until everything has arrived. 100 is not the end: CATCH_UP and"
          + " HAND_OVER follow.")
  int getPercent();

  @Describe(
      "Bytes of the bulk that have arrived; -1 unknown. The bulk is the data that"
          + " TRANSFER copies.")
  long getBytesTransferred();

  @Describe(
      "Size of the bulk, bytes; -1 unknown. If Redis does not report it, an estimate"
          + " from the source's memory.")
  long getBytesTotal();

  @Describe("Rate of the bulk over the last seconds, bytes per second; -1 unknown.")
  long getBytesPerSecond();

  @Describe(
      "Time until the bulk has arrived at the current rate, milliseconds; -1 unknown or"
          + " not in TRANSFER.")
  long getEtaMillis();

  @Describe(
      "Duration of the current run so far, or of the last run, milliseconds; 0 before"
          + " the first run.")
  long getElapsedMillis();

  @Describe(
      "Budget of the run, milliseconds (setting msec.bootstraptime); -1 until a run has"
          + " read the settings.")
  long getBudgetMillis();

  @Describe(
      "Time until the run keeps what it has and ends as PARTIAL, milliseconds; -1 if no"
          + " run is going on or the settings have not been read.")
  long getBudgetLeftMillis();

  @Describe(
      "Replication lag: bytes of the source's replication stream that are still missing"
          + " on this node; -1 unknown.")
  long getLagBytes();

  @Describe("Replication offset of the source, bytes; -1 unknown.")
  long getMasterOffset();

  @Describe(
      "Replication offset of this node as the source reports it, bytes, updated about"
          + " once a second; -1 unknown.")
  long getReplicaOffset();

  @Describe(
      "host:port of the Redis that the data comes from; empty before a source is" + " chosen.")
  String getSource();

  @Describe("Rack of the source; empty before a source is chosen.")
  String getSourceRack();

  @Describe(
      "How the data arrives, and with strategy=auto also why. auto until the run has"
          + " decided; empty before the first run.")
  String getStrategy();

  @Describe(
      "State of the local Dynomite at the last probe. NORMAL serves; STANDBY,"
          + " WRITES_ONLY, RESUMING and UNREACHABLE do not. Empty before the first probe.")
  String getDynomiteState();

  @Describe(
      "Role of the local Redis at the last probe: master, slave or loading; empty"
          + " before the first probe.")
  String getRedisRole();

  @Describe("Id of the current run, or of the last run; empty before the first run.")
  String getRunId();

  @Describe(
      "What started the run: STARTUP (the node came up) or MANUAL (an operator); empty"
          + " before the first run.")
  String getTrigger();

  @Describe("What the run is doing or waiting for, in words; may be empty.")
  String getNote();

  @Describe(
      "Outcome of the last run that ended, also one before a restart: WARMED (nothing"
          + " is missing), PARTIAL, ABORTED, FAILED, SKIPPED; empty if no run has ended yet.")
  String getLastOutcome();

  @Describe(
      "LastOutcome as a number: -1 none yet, 0 WARMED, 1 PARTIAL, 2 ABORTED, 3 FAILED, 4 SKIPPED.")
  int getLastOutcomeCode();

  @Describe("Why the last run ended with this outcome, one sentence; empty if it ended well.")
  String getLastReason();

  @Describe(
      "What the last run compared with its source at its end: keys on both sides, keys"
          + " sampled and equal; empty if it compared nothing.")
  String getLastCompared();

  @Describe(
      "How long Dynomite held the writes in the last run, milliseconds; -1 if it did"
          + " not, or if no run has ended yet.")
  long getLastWritesOnlyMillis();

  @Describe("When the last run ended, milliseconds since 1970; -1 if no run has ended yet.")
  long getLastFinishedEpochMillis();

  @Describe("Runs of this process that ended as WARMED.")
  long getRunsWarmed();

  @Describe("Runs of this process that ended as PARTIAL.")
  long getRunsPartial();

  @Describe("Runs of this process that ended as ABORTED.")
  long getRunsAborted();

  @Describe("Runs of this process that ended as FAILED.")
  long getRunsFailed();

  @Describe("Runs of this process that ended as SKIPPED.")
  long getRunsSkipped();

  @Describe("Number of Dynomites that are connected to the local one; -1 unknown.")
  int getPeersConnected();

  @Describe("Number of Dynomites that can be reached and should be connected; -1 unknown.")
  int getPeersExpected();

  @Describe("What needs attention although the run went on, one sentence each.")
  String[] getWarnings();

  @Describe("Version of dyno-warmup.")
  String getVersion();

  @Describe(
      "Each peer that could be the source, best first: peer (host:port of its Redis), rack, eligible,"
          + " chosen, verdict (why, or why not).")
  CandidateView[] getCandidates();

  @Describe("Time spent in each phase so far, milliseconds, including the current phase.")
  Map<String, Long> getPhaseMillis();

  @Describe(
      "The last run that ended, null if there is none: runId, trigger, outcome, reason,"
          + " source, strategy, compared, startedEpochMillis, elapsedMillis, bytes, keys,"
          + " writesOnlyMillis (-1 unknown).")
  RunView getLastRun();

  @Describe(
      "The last runs, latest first, at most 20, also those before a restart; each like"
          + " LastRun.")
  RunView[] getHistory();

  @Describe(
      "Every setting as the next run would read it: name, value (secrets as ****),"
          + " origin (file, layer or default). Empty if SettingsProblem is not.")
  SettingView[] getSettings();

  @Describe(
      "Which settings are wrong, and what is allowed; a run would fail for it. Empty if"
          + " all settings are valid.")
  String getSettingsProblem();

  @Describe(
      "Redis and Dynomite as the daemon watches them between runs; empty if nothing"
          + " watches them. Each: name, state (Redis: UP, REPLICA, LOADING, LOCKED, DOWN;"
          + " Dynomite: its own, or DOWN; SUSPENDED during a run), sinceEpochMillis, restarts"
          + " (since it last lived for 10 minutes), text (why, and what is done).")
  ProcessView[] getProcesses();

  @Describe(
      "Starts a warm-up now from the best source, also of a node that does not look"
          + " cold. The node's data becomes that of the source. A node that is NORMAL and"
          + " known to be warm is left as it is (SKIPPED, see force). Returns the id of the"
          + " run at once. Refused while a run is going on.")
  @Impact(MBeanOperationInfo.ACTION)
  String start();

  @Describe(
      "Like start(), but from this source and no other. An unknown source is refused,"
          + " and nothing is changed.")
  @Impact(MBeanOperationInfo.ACTION)
  String start(
      @Describe(
              name = "source",
              value =
                  "host, host:port of its Redis or Dynomite, or rack of a peer with this node's"
                      + " token; empty: the best source")
          String source);

  @Describe("Like start(source), but with this strategy.")
  @Impact(MBeanOperationInfo.ACTION)
  String start(
      @Describe(
              name = "source",
              value =
                  "host, host:port of its Redis or Dynomite, or rack of a peer with this node's"
                      + " token; empty: the best source")
          String source,
      @Describe(name = "strategy", value = "auto, delta or replication; empty: the setting")
          String strategy);

  @Describe(
      "Like start(source, strategy), but also warms a node that is known to be warm,"
          + " from a source with far fewer keys, or with more data than fits. preflight()"
          + " shows what would be dropped.")
  @Impact(MBeanOperationInfo.ACTION)
  String start(
      @Describe(
              name = "source",
              value =
                  "host, host:port of its Redis or Dynomite, or rack of a peer with this node's"
                      + " token; empty: the best source")
          String source,
      @Describe(name = "strategy", value = "auto, delta or replication; empty: the setting")
          String strategy,
      @Describe(name = "force", value = "the word force; empty: the setting") String force);

  @Describe(
      "Ends the current run, or the comparison if there is no run. A run goes through"
          + " RESTORE first (Redis a master, Dynomite NORMAL) and ends as ABORTED: watch"
          + " Phase, or call awaitCompletion. Refused if there is neither.")
  @Impact(MBeanOperationInfo.ACTION)
  String abort();

  @Describe(
      "Returns what start() would do now, and changes nothing: which peer, why not the"
          + " others, how many keys would be dropped, which settings are wrong. Takes a few"
          + " seconds at most.")
  @Impact(MBeanOperationInfo.INFO)
  String preflight();

  @Describe(
      "Starts to compare this node with its peers, key by key, and returns at once."
          + " Only repair changes keys, and only on this node. Refused while a run or a"
          + " comparison is going on. abort() and a new run end it.")
  @Impact(MBeanOperationInfo.ACTION)
  String verify(
      @Describe(
              name = "mode",
              value =
                  "sample (random keys, setting verify.sample.keys), full, or repair (full, and"
                      + " what differs here becomes what all peers hold; with one peer it only reports)")
          String mode);

  @Describe(
      "Returns what the current comparison, or the last one, found. For each peer: the"
          + " keys compared, equal, different, missing here, missing there and in doubt, with"
          + " examples. After a repair also the keys repaired, and the keys left with the"
          + " reason.")
  @Impact(MBeanOperationInfo.INFO)
  String verification();

  @Describe(
      "Waits for the end of the run and returns its outcome and reason. If no run is"
          + " going on, it returns those of the last run at once. When the time is up, it"
          + " returns RUNNING and the phase, and the run goes on.")
  @Impact(MBeanOperationInfo.INFO)
  String awaitCompletion(
      @Describe(name = "seconds", value = "longest wait, a whole number from 1 to 86400")
          String seconds);
}
