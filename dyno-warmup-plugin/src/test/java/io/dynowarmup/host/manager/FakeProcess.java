// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.host.manager;

import com.netflix.dynomitemanager.dynomite.IDynomiteProcess;

/** The host's means to start and stop Dynomite. */
public final class FakeProcess implements IDynomiteProcess {
  public Runnable onStart = () -> {};
  public Runnable onStop = () -> {};

  @Override
  public void start() {
    onStart.run();
  }

  @Override
  public void stop() {
    onStop.run();
  }

  @Override
  public boolean dynomiteCheck() {
    throw new AssertionError("it stops a Dynomite that does not answer");
  }

  @Override
  public boolean dynomiteProcessCheck() {
    return false;
  }
}
