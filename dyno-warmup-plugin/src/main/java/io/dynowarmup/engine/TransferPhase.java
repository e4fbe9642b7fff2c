package io.dynowarmup.engine;

import io.dynowarmup.Peer;
import io.dynowarmup.Progress;
import io.dynowarmup.WarmupPhase;

/** The bulk of the data arrives; the node takes no traffic. */
final class TransferPhase extends CopyPhase {
  private static final long FIRST_INTERVAL_MILLIS = 20;

  private final Peer peer;
  private long interval = FIRST_INTERVAL_MILLIS;

  TransferPhase(Run run, Peer peer) {
    super(run);
    this.peer = peer;
  }

  @Override
  WarmupPhase name() {
    return WarmupPhase.TRANSFER;
  }

  /** A small data set is here within milliseconds, so the first looks are close together. */
  @Override
  long intervalMillis() {
    long now = Math.min(interval, run.config().pollMillis());
    interval = now * 2;
    return now;
  }

  @Override
  Phase advance() throws InterruptedException {
    if (run.attempt() == null) {
      open();
    }
    return poll().stage() == Progress.Stage.COPYING ? this : new CatchUpPhase(run);
  }

  private void open() {
    run.touch();
    Node node = run.node();
    node.state().source(peer.redis());
    node.state().phase(name());
    node.dynomite().takeOut(run.strategy().copyState(), run.cancel());
    Attempt.open(run, peer);
  }

  @Override
  Phase onBudgetSpent() throws InterruptedException {
    return run.attempt() == null
        ? failed(run.budgetText() + " before the data of " + peer + " began to arrive")
        : super.onBudgetSpent();
  }
}
