package io.dynowarmup.manager;

import com.netflix.dynomitemanager.dynomite.IDynomiteProcess;
import io.dynowarmup.dynomite.DynomiteProcess;
import javax.inject.Inject;

/** Dynomite through the host's start and stop scripts. */
final class HostDynomite implements DynomiteProcess {
  private static final long STOP_MILLIS = 30_000;

  private final IDynomiteProcess process;
  private final HostCalls calls;

  @Inject
  HostDynomite(IDynomiteProcess process, HostCalls calls) {
    this.process = process;
    this.calls = calls;
  }

  @Override
  public boolean canStart() {
    return true;
  }

  /** The host would return after five seconds, in which Dynomite is NORMAL: too late. */
  @Override
  public void start() {
    calls.begin("start Dynomite", process::start);
  }

  @Override
  public void stop() {
    calls.await("stop Dynomite", process::stop, STOP_MILLIS);
  }
}
