// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.host.manager.task;

import io.dynowarmup.api.Warmup;
import io.dynowarmup.host.manager.process.StateMirror;
import io.dynowarmup.supervisor.BootstrapGate;
import io.dynowarmup.time.Timer;

/**
 * Keeps a node closed that requires a bootstrap. Meanwhile the host's monitor is suspended, because
 * it would restart a Dynomite that refuses PING.
 */
final class HostGate {
  private final Runnable gate;
  private final StateMirror mirror;
  private final Warmup warmup;

  /**
   * @param gate checks the node once
   */
  HostGate(Runnable gate, StateMirror mirror, Warmup warmup) {
    this.gate = gate;
    this.mirror = mirror;
    this.warmup = warmup;
  }

  void begin(Timer timer) {
    timer.every("bootstrap", BootstrapGate.EVERY_MILLIS, this::check);
  }

  void check() {
    gate.run();
    mirror.closed(warmup.bootstrap().isClosed());
  }
}
