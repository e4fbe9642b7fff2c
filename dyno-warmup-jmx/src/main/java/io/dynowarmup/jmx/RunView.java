// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.jmx;

/** Shows a run that is over to a Java client of the bean. */
public interface RunView {
  String getRunId();

  String getTrigger();

  String getRequestedBy();

  String getOutcome();

  String getReason();

  String getReasonCode();

  String getSource();

  String[] getSources();

  String getStrategy();

  String getCompared();

  long getStartedEpochMillis();

  long getElapsedMillis();

  long getBytes();

  long getKeys();

  long getWritesOnlyMillis();
}
