package io.dynowarmup.jmx;

import java.util.Map;
import javax.management.MBeanOperationInfo;

/**
 * The warm-up of this node, registered as {@value #OBJECT_NAME}. Numbers that nobody knows are -1.
 */
@Describe(
    "The warm-up of this Dynomite node. Numbers are of the run that is going on, or of the last one"
        + " when Running is false; what nobody knows is -1, or an empty text.")
public interface WarmupMXBean extends VerificationAttributes {
  String OBJECT_NAME = "io.dynowarmup:type=Warmup";

  @Describe(
      "Where the run is: IDLE (no run), PREFLIGHT, SELECT_SOURCE, TRANSFER, CATCH_UP, HAND_OVER,"
          + " RESTORE.")
  String getPhase();

  @Describe(
      "Phase as a number: 0 IDLE, 1 PREFLIGHT, 2 SELECT_SOURCE, 3 TRANSFER, 4 CATCH_UP, 5 HAND_OVER,"
          + " 6 RESTORE.")
  int getPhaseCode();

  @Describe(
      "Whether a run is going on. Only then can it be aborted, and only else can one be started.")
  boolean isRunning();

  @Describe(
      "Whether this node serves although its last warm-up did not make it warm, by its state file;"
          + " false while a run is going on.")
  boolean isColdAndServing();

  @Describe(
      "How much of the bulk has arrived, percent, 0 to 100; -1 unknown. An estimate says at most 99"
          + " before all is there. 100 does not mean the end: CATCH_UP and HAND_OVER follow.")
  int getPercent();

  @Describe("Bytes of the bulk that have arrived; -1 unknown.")
  long getBytesTransferred();

  @Describe(
      "Bytes of the bulk in all, from the source's memory where Redis does not tell; -1 unknown.")
  long getBytesTotal();

  @Describe("Bytes per second of the bulk, over the last seconds; -1 unknown.")
  long getBytesPerSecond();

  @Describe(
      "Milliseconds until the bulk has arrived, at the rate of now; -1 unknown or not in TRANSFER.")
  long getEtaMillis();

  @Describe("Milliseconds since the run began, or that the last one took; 0 before the first.")
  long getElapsedMillis();

  @Describe(
      "The whole budget of the run, milliseconds (setting msec.bootstraptime); -1 until a run has"
          + " read the settings.")
  long getBudgetMillis();

  @Describe(
      "Milliseconds until the run takes what it has and ends as PARTIAL; -1 when no run is going on or"
          + " the settings have not been read.")
  long getBudgetLeftMillis();

  @Describe("Bytes of the source's replication stream that are still missing here; -1 unknown.")
  long getLagBytes();

  @Describe("Replication offset of the source, bytes; -1 unknown.")
  long getMasterOffset();

  @Describe(
      "Replication offset of this node as the source sees it, bytes, refreshed about once a second;"
          + " -1 unknown.")
  long getReplicaOffset();

  @Describe("host:port of the Redis that the data comes from; empty before one is chosen.")
  String getSource();

  @Describe("Rack of the source; empty before one is chosen.")
  String getSourceRack();

  @Describe(
      "How the data arrives, and why where that was left to the run; auto until it is known; empty"
          + " before the first run.")
  String getStrategy();

  @Describe(
      "State of the local Dynomite when it was last looked at: NORMAL serves; STANDBY, WRITES_ONLY,"
          + " RESUMING, UNREACHABLE do not; empty before the first look.")
  String getDynomiteState();

  @Describe(
      "Role of the local Redis when it was last looked at: master, slave or loading; empty before the"
          + " first look.")
  String getRedisRole();

  @Describe("Id of the run that is going on, or of the last one; empty before the first.")
  String getRunId();

  @Describe(
      "Who asked for the run: STARTUP (the node came up) or MANUAL (an operator); empty before the first.")
  String getTrigger();

  @Describe("What the run is doing, or what it waits for, in words; may be empty.")
  String getNote();

  @Describe(
      "How the last run that is over ended, be it of the process before this one: WARMED (nothing is missing),"
          + " PARTIAL, ABORTED, FAILED, SKIPPED; empty before the first has ended.")
  String getLastOutcome();

  @Describe(
      "LastOutcome as a number: -1 none yet, 0 WARMED, 1 PARTIAL, 2 ABORTED, 3 FAILED, 4 SKIPPED.")
  int getLastOutcomeCode();

  @Describe("Why the last run ended so, in a sentence; empty when it ended well.")
  String getLastReason();

  @Describe(
      "What the last run compared with its source at its end: keys on both sides, keys sampled and"
          + " equal; empty when it compared nothing.")
  String getLastCompared();

  @Describe(
      "How long Dynomite held the writes in the last run, milliseconds; -1 when it did not, or before"
          + " the first has ended.")
  long getLastWritesOnlyMillis();

  @Describe("When the last run ended, milliseconds since 1970; -1 before the first has ended.")
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

  @Describe("Dynomites that are connected to the local one; -1 unknown.")
  int getPeersConnected();

  @Describe("Dynomites that should be connected, of those that can be reached; -1 unknown.")
  int getPeersExpected();

  @Describe("What is worth a look although the run went on, one sentence each.")
  String[] getWarnings();

  @Describe("Version of dyno-warmup.")
  String getVersion();

  @Describe(
      "Each peer that could be the source, best first: peer (host:port of its Redis), rack, eligible,"
          + " chosen, verdict (why, or why not).")
  CandidateView[] getCandidates();

  @Describe("Milliseconds spent in each phase that was entered, the one of now included.")
  Map<String, Long> getPhaseMillis();

  @Describe(
      "The last run that is over, null before the first: runId, trigger, outcome, reason, source,"
          + " strategy, compared, startedEpochMillis, elapsedMillis, bytes, keys, writesOnlyMillis (-1 unknown).")
  RunView getLastRun();

  @Describe(
      "The last runs, latest first, at most 20, also those before a restart; each as LastRun.")
  RunView[] getHistory();

  @Describe(
      "Every setting as the next run would take it: name, value (secrets as ****), origin (file, layer"
          + " or default). Empty when SettingsProblem is not.")
  SettingView[] getSettings();

  @Describe(
      "What is set wrong, and what is allowed; a run would fail for it. Empty when all is valid.")
  String getSettingsProblem();

  @Describe(
      "Redis and Dynomite as the daemon watches them between runs; empty where nobody does. Each: name,"
          + " state (Redis: UP, REPLICA, LOADING, LOCKED, DOWN; Dynomite: its own, or DOWN; SUSPENDED during a"
          + " run), sinceEpochMillis, restarts (since it last lived for 10 minutes), text (why, and what"
          + " is done).")
  ProcessView[] getProcesses();

  @Describe(
      "Starts a warm-up now, also of a node that does not look cold: what it holds becomes what the"
          + " source has. One that is NORMAL and known to be warm is left as it is (SKIPPED, see"
          + " force). Takes the best source. Returns the id of the run at once; refused while one is"
          + " going on.")
  @Impact(MBeanOperationInfo.ACTION)
  String start();

  @Describe(
      "As start(), from this source and no other. An unknown one is refused, without any effect.")
  @Impact(MBeanOperationInfo.ACTION)
  String start(
      @Describe(
              name = "source",
              value =
                  "host, host:port of its Redis or Dynomite, or rack of a peer with this node's token;"
                      + " empty: the best one")
          String source);

  @Describe("As start(source), the data arriving by this strategy.")
  @Impact(MBeanOperationInfo.ACTION)
  String start(
      @Describe(
              name = "source",
              value =
                  "host, host:port of its Redis or Dynomite, or rack of a peer with this node's token;"
                      + " empty: the best one")
          String source,
      @Describe(name = "strategy", value = "auto, delta or replication; empty: as the settings say")
          String strategy);

  @Describe(
      "As start(source, strategy), also of a node that is known to be warm, from a source with far"
          + " fewer keys, or with more data than fits: preflight tells what would be dropped.")
  @Impact(MBeanOperationInfo.ACTION)
  String start(
      @Describe(
              name = "source",
              value =
                  "host, host:port of its Redis or Dynomite, or rack of a peer with this node's token;"
                      + " empty: the best one")
          String source,
      @Describe(name = "strategy", value = "auto, delta or replication; empty: as the settings say")
          String strategy,
      @Describe(name = "force", value = "the word force; empty: as the settings say") String force);

  @Describe(
      "Ends the run that is going on, or else the comparison. A run goes through RESTORE first (Redis a"
          + " master, Dynomite NORMAL) and ends as ABORTED: follow Phase, or awaitCompletion. Refused"
          + " when there is neither.")
  @Impact(MBeanOperationInfo.ACTION)
  String abort();

  @Describe(
      "What start() would do now, without touching anything: which peer, why not the others, how many"
          + " keys would be dropped, what is set wrong. Takes a few seconds at most.")
  @Impact(MBeanOperationInfo.INFO)
  String preflight();

  @Describe(
      "Compares this node with its peers, key by key, and returns at once; only repair changes what"
          + " differs here. Refused while a run or a comparison is going on; abort() and a run end it.")
  @Impact(MBeanOperationInfo.ACTION)
  String verify(
      @Describe(
              name = "mode",
              value =
                  "sample (keys at random, setting verify.sample.keys), full, or repair (full, and what"
                      + " differs here becomes what all peers hold; with one peer only reported)")
          String mode);

  @Describe(
      "What the comparison that is going on, or the last one, has found: per peer the keys compared,"
          + " equal, different, missing here, missing there, in doubt, with examples; after a repair"
          + " also those repaired, and those left, with the reason.")
  @Impact(MBeanOperationInfo.INFO)
  String verification();

  @Describe(
      "Waits for the end of the run and returns its outcome and reason; at once when none is going on"
          + " (the last one's). When the time is up: RUNNING and the phase; the run goes on.")
  @Impact(MBeanOperationInfo.INFO)
  String awaitCompletion(
      @Describe(name = "seconds", value = "longest wait, a whole number from 1 to 86400")
          String seconds);
}
