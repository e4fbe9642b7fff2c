// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import io.dynowarmup.dynomite.DynomiteProcess;

/** A Dynomite that the warm-up neither starts nor stops. */
public final class UnmanagedDynomite implements DynomiteProcess {
  @Override
  public boolean canStart() {
    return false;
  }

  @Override
  public void start() {
    throw new AssertionError("canStart() is false");
  }

  @Override
  public void stop() {
    throw new AssertionError("canStop() is false");
  }
}
