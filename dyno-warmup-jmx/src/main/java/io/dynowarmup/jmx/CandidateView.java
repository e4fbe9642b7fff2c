// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.jmx;

/** Shows the verdict on one peer to a Java client of the bean. */
public interface CandidateView {
  String getPeer();

  String getRack();

  boolean isEligible();

  boolean isChosen();

  String getVerdict();
}
