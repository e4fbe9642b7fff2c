// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.jmx;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;

/**
 * Defines the order of attributes and operations in every list. The most used ones come first;
 * those that are not a single number or text come last. Java guarantees no order of its own.
 */
final class AttributeOrder {
  private static final List<String> ATTRIBUTES =
      Arrays.asList(
          "Phase",
          "PhaseCode",
          "Running",
          "Percent",
          "BytesTransferred",
          "BytesTotal",
          "BytesPerSecond",
          "EtaMillis",
          "ElapsedMillis",
          "BudgetMillis",
          "BudgetLeftMillis",
          "LagBytes",
          "MasterOffset",
          "ReplicaOffset",
          "Source",
          "SourceRack",
          "Strategy",
          "DynomiteState",
          "ColdAndServing",
          "RedisRole",
          "RunId",
          "Trigger",
          "Note",
          "LastOutcome",
          "LastOutcomeCode",
          "LastReason",
          "LastCompared",
          "LastWritesOnlyMillis",
          "LastFinishedEpochMillis",
          "RunsWarmed",
          "RunsPartial",
          "RunsAborted",
          "RunsFailed",
          "RunsSkipped",
          "PeersConnected",
          "PeersExpected",
          "SettingsProblem",
          "VerifyState",
          "VerifyStateCode",
          "VerifyMode",
          "VerifyReason",
          "VerifyStartedEpochMillis",
          "VerifyElapsedMillis",
          "VerifyPeers",
          "VerifyKeys",
          "VerifyDifferences",
          "VerifyEqual",
          "VerifyDifferent",
          "VerifyMissingHere",
          "VerifyMissingThere",
          "VerifyInDoubt",
          "VerifyRepaired",
          "Version",
          "Warnings",
          "Candidates",
          "PhaseMillis",
          "VerifyPeerDifferences",
          "LastRun",
          "History",
          "Processes",
          "Settings");

  private static final List<String> OPERATIONS =
      Arrays.asList("start", "abort", "preflight", "awaitCompletion", "verify", "verification");

  private AttributeOrder() {}

  static MBeanInfo of(MBeanInfo info) {
    MBeanAttributeInfo[] attributes = info.getAttributes();
    Arrays.sort(attributes, Comparator.comparingInt(a -> place(ATTRIBUTES, a.getName())));
    MBeanOperationInfo[] operations = info.getOperations();
    Arrays.sort(
        operations,
        Comparator.<MBeanOperationInfo>comparingInt(o -> place(OPERATIONS, o.getName()))
            .thenComparing(o -> o.getSignature().length));
    return new MBeanInfo(
        info.getClassName(),
        info.getDescription(),
        attributes,
        info.getConstructors(),
        operations,
        info.getNotifications(),
        info.getDescriptor());
  }

  /** Returns the place of a name; names that are not in the list come last. */
  private static int place(List<String> names, String name) {
    int place = names.indexOf(name);
    return place < 0 ? names.size() : place;
  }
}
