// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.start;

import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.api.report.BootstrapState;
import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.state.InterruptedRun;
import io.dynowarmup.state.StateFile;
import io.dynowarmup.topology.Topology;
import java.util.Optional;

/** Holds what was found on the node before a run begins to change it. */
public final class StartFacts {
  final WarmupRequest request;
  final WarmupConfig config;
  final Recovery.Found found;
  boolean wasDown;
  Optional<String> foreignDynomite = Optional.empty();
  Optional<String> identityDoubt = Optional.empty();
  Optional<String> dynomiteDown = Optional.empty();
  Optional<InterruptedRun> interrupted = Optional.empty();
  Optional<String> warmRunId = Optional.empty();
  boolean lostRun;
  Optional<String> recordedDoubt = Optional.empty();
  Optional<TokenChange> tokenChange = Optional.empty();
  BootstrapState bootstrap = BootstrapState.NOT_REQUIRED;
  Optional<String> openedBy = Optional.empty();
  Optional<String> otherRun = Optional.empty();
  Optional<String> anotherFile = Optional.empty();

  /**
   * @param found the local Redis and Dynomite
   */
  public StartFacts(WarmupRequest request, WarmupConfig config, Recovery.Found found) {
    this.request = request;
    this.config = config;
    this.found = found;
  }

  /** Sets whether the local Redis was down when the run began. */
  public StartFacts wasDown(boolean down) {
    wasDown = down;
    return this;
  }

  /**
   * @param foreign why the admin port belongs to another node; empty if it does not
   * @param doubt why it is not known whose admin port it is; empty if it is known
   */
  public StartFacts adminPort(Optional<String> foreign, Optional<String> doubt) {
    foreignDynomite = foreign;
    identityDoubt = doubt;
    return this;
  }

  /**
   * @param why why Dynomite takes no part in the warm-up, a sentence; empty if it does
   */
  public StartFacts withoutDynomite(Optional<String> why) {
    dynomiteDown = why;
    return this;
  }

  /** Sets what the state file records about the node. */
  public StartFacts recorded(StateFile state, Topology topology) {
    interrupted = state.unfinished();
    warmRunId = state.warmRunId();
    recordedDoubt = state.doubt().why();
    tokenChange = TokenChange.of(state, topology);
    bootstrap = state.bootstrap().state(config.requiresBootstrap());
    openedBy = state.bootstrap().openedBy();
    return this;
  }

  /**
   * Sets the killed run that Redis shows although the state file does not record it.
   *
   * @param lost the run; empty if Redis does not show one
   */
  StartFacts lostRun(Optional<InterruptedRun> lost) {
    if (!interrupted.isPresent() && lost.isPresent()) {
      interrupted = lost;
      lostRun = true;
    }
    return this;
  }

  /**
   * @param why why another run works on this node; empty if none does
   */
  public StartFacts otherRun(Optional<String> why) {
    otherRun = why;
    return this;
  }

  /**
   * @param what what a run with another state file has made of the node; empty if there was none
   */
  public StartFacts anotherFile(Optional<String> what) {
    anotherFile = what;
    return this;
  }

  /** Returns why the data of a warm node is in doubt; empty if it is not. */
  Optional<String> doubt() {
    return request.doubt().isPresent() ? request.doubt() : recordedDoubt;
  }

  RedisInfo local() {
    return found.redis();
  }
}
