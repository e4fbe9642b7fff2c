// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.jmx;

/** Shows Redis or Dynomite of this node, as the daemon watches it to a Java client of the bean. */
public interface ProcessView {
  String getName();

  String getState();

  long getSinceEpochMillis();

  int getRestarts();

  String getText();
}
