// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.dynomite;

import io.dynowarmup.it.dynomite.cluster.DynomiteCluster;
import io.dynowarmup.it.dynomite.cluster.DynomiteClusterBuilder;
import io.dynowarmup.it.dynomite.cluster.RealDynomite;
import org.junit.Assume;

/** The implementations of Dynomite that the tests run against. */
enum Kind {
  STAND_IN,
  REAL;

  /** Skips the test if it needs a real Dynomite and there is none. */
  void assumePresent() {
    Assume.assumeTrue(
        "no real Dynomite: give one with -Ddynomite.binary=",
        this == STAND_IN || RealDynomite.binary().isPresent());
  }

  DynomiteClusterBuilder cluster() {
    DynomiteClusterBuilder builder = DynomiteCluster.builder();
    return this == STAND_IN
        ? builder.standIns()
        : builder.real(RealDynomite.binary().orElseThrow());
  }
}
