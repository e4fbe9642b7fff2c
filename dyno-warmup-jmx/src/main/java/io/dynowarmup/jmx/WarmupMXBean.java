// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.jmx;

import java.util.Map;

/**
 * What {@code JMX.newMXBeanProxy} gives to a Java client of the bean {@value #OBJECT_NAME}. The
 * bean itself describes each attribute and operation. Unknown numbers are -1, unknown texts are
 * empty.
 */
public interface WarmupMXBean {
  String OBJECT_NAME = "io.dynowarmup:type=Warmup";

  String getNodeState();

  String getNodeReason();

  String getBootstrapState();

  String getPhase();

  int getPhaseCode();

  boolean isRunning();

  int getPercent();

  long getBytesTransferred();

  long getBytesTotal();

  long getBytesPerSecond();

  long getEtaMillis();

  long getElapsedMillis();

  long getBudgetMillis();

  long getBudgetLeftMillis();

  long getSinceProgressMillis();

  long getLagBytes();

  long getMasterOffset();

  long getReplicaOffset();

  String getSource();

  String getSourceRack();

  String getStrategy();

  String getDynomiteState();

  boolean isColdAndServing();

  String getRedisRole();

  long getKeys();

  String getRunId();

  String getTrigger();

  String getRequestedBy();

  String getNote();

  long getKeysInDoubt();

  String getReconciled();

  String getLastOutcome();

  int getLastOutcomeCode();

  String getLastReason();

  String getLastCompared();

  long getLastWritesOnlyMillis();

  long getLastFinishedEpochMillis();

  long getRunsWarmed();

  long getRunsPartial();

  long getRunsAborted();

  long getRunsFailed();

  long getRunsSkipped();

  int getPeersConnected();

  int getPeersExpected();

  String getSettingsProblem();

  String getNode();

  String getNodeRack();

  String getNodeDatacenter();

  String getNodeTokens();

  String getVerifyState();

  int getVerifyStateCode();

  String getVerifyMode();

  String getVerifyReason();

  long getVerifyStartedEpochMillis();

  long getVerifyFinishedEpochMillis();

  long getVerifyElapsedMillis();

  int getVerifyPercent();

  long getVerifyEtaMillis();

  int getVerifyPeers();

  long getVerifyKeys();

  long getVerifyKeysExpected();

  long getVerifyDifferences();

  long getVerifyEqual();

  long getVerifyDifferent();

  long getVerifyMissingHere();

  long getVerifyMissingThere();

  long getVerifyInDoubt();

  long getVerifyRepaired();

  String getDumpState();

  int getDumpStateCode();

  String getDumpReason();

  String getDumpId();

  long getDumpStartedEpochMillis();

  long getDumpElapsedMillis();

  long getDumpNames();

  long getDumpKeys();

  long getDumpChunks();

  long getDumpBytes();

  long getDumpLeftOut();

  long getDumpLastDoneEpochMillis();

  String getVersion();

  String[] getWarnings();

  int getWarningCount();

  Map<String, Long> getStates();

  CandidateView[] getCandidates();

  Map<String, Long> getPhaseMillis();

  Map<String, Long> getVerifyPeerDifferences();

  RunView getLastRun();

  RunView[] getHistory();

  ProcessView[] getProcesses();

  SettingView[] getSettings();

  String start();

  String start(String source);

  String start(String source, String strategy);

  String start(String source, String strategy, String force);

  String start(String source, String strategy, String force, String open);

  String start(String source, String strategy, String force, String open, String prefer);

  String start(
      String source, String strategy, String force, String open, String prefer, String manifest);

  String enableIncomingReplication();

  String prepareStop();

  String abort();

  String preflight();

  String preflight(String format);

  String preflight(String format, String source);

  String preflight(String format, String source, String prefer);

  String preflight(String format, String source, String prefer, String force);

  String awaitCompletion(String seconds);

  String verify(String mode);

  String verification();

  String dump();

  String dump(String force);

  String abortDump();
}
