// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.phase;

import io.dynowarmup.api.Peer;
import io.dynowarmup.api.Progress;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.engine.run.Run;
import io.dynowarmup.engine.run.TransferSession;
import io.dynowarmup.node.Node;
import io.dynowarmup.node.OnDisk;
import io.dynowarmup.redis.Patience;
import io.dynowarmup.time.Moment;

/** Copies most of the data. The node takes no traffic. */
final class TransferPhase extends CopyPhase {
  private static final long FIRST_INTERVAL_MILLIS = 20;

  private final Peer peer;
  private final boolean adopting;

  /** Number of polls in the first second. */
  private static final int FIRST_LOOKS = 6;

  private long interval = FIRST_INTERVAL_MILLIS;
  private int looks;
  private final Patience opening;

  TransferPhase(Run run, Peer peer) {
    this(run, peer, false);
  }

  private TransferPhase(Run run, Peer peer, boolean adopting) {
    super(run);
    this.peer = peer;
    this.adopting = adopting;
    this.opening = Patience.withLocal(run.ticker(), run.config().stallMillis());
  }

  /**
   * Returns the phase for a local Redis that is already a replica of this peer, left by an
   * interrupted run.
   */
  static TransferPhase adopting(Run run, Peer peer) {
    return new TransferPhase(run, peer, true);
  }

  @Override
  WarmupPhase name() {
    return WarmupPhase.TRANSFER;
  }

  /**
   * Returns the pause between two polls. The first polls are close together because a small data
   * set arrives within milliseconds.
   */
  @Override
  long intervalMillis() {
    long now = Math.min(interval, run.config().pollMillis());
    interval = now * 2;
    long least = run.config().sourceLimits().leastPollMillis();
    // SELECT_SOURCE has just queried the source, too.
    boolean fast = looks++ < FIRST_LOOKS && run.config().pollMillis() < least;
    return afterTheLook(Math.max(now, fast ? 2 * least : least));
  }

  @Override
  Phase advance() throws InterruptedException {
    if (run.attempt() == null) {
      takeOut();
      if (refilled()) {
        run.arrived();
        run.node().state().notOnDisk(OnDisk.YES);
        return new SelectSourcePhase(run);
      }
      TransferSession.open(run, peer);
      opening.worked();
    }
    boolean reached = run.measures().reach().look();
    if (!reached && run.strategy().keepsData()) {
      // No key is removed here while the source may have missed a write.
      run.node().dynomite().keep(run.strategy().copyState(), run.cancel());
      run.board().note("waiting for a write through each peer's Dynomite to reach " + peer);
      return this;
    }
    Progress progress = poll();
    if (progress.stage() == Progress.Stage.COPYING) {
      return this;
    }
    run.arrived();
    return new CatchUpPhase(run);
  }

  /** Waits and tries again if the transfer was not opened yet. */
  @Override
  Phase onFailure(WarmupException e) throws InterruptedException {
    boolean open = run.attempt() != null && run.attempt().transfer() != null;
    if (open || !opening.mayPass(e)) {
      return super.onFailure(e);
    }
    run.log().waiting(e.getMessage());
    if (run.attempt() != null) {
      run.attempt().closeConnections();
      run.attempt(null);
    }
    return this;
  }

  /**
   * Returns whether clients have written keys to the node. This is the last moment to check: from
   * here on, no write comes through Dynomite.
   */
  private boolean refilled() {
    // After a failed source the keys may come from that source and not from clients.
    boolean first = !adopting && run.failedSources().last().isEmpty();
    return run.request().isKeepingData()
        && first
        && !run.strategy().keepsData()
        && !run.config().force()
        && run.node().redis().info().keys() > 0;
  }

  private void takeOut() {
    run.touch();
    Node node = run.node();
    boolean keeps = run.strategy().keepsData();
    node.state().source(peer.redis(), run.pins().of(peer), redisRunId(), run.started(), keeps);
    node.state().phase(name(), Moment.now(run.ticker()));
    if (!adopting) {
      node.state().question(run.truth().question());
    }
    if (keeps) {
      node.bookmark().beginWith(peer.redis());
      // From here on, this run has to return the node to service.
      node.state().standby(false);
    } else {
      if (!adopting) {
        run.replaces();
        node.state().notOnDisk(OnDisk.LOADING);
      }
      node.bookmark().drop();
    }
    node.mark().source(run.strategy().name(), peer.redis());
    node.mark().cold(run.strategy().name(), peer.redis());
    node.dynomite().takeOut(run.strategy().copyState(), run.cancel());
  }

  private String redisRunId() {
    try {
      return run.node().redis().info("server").get("run_id").orElse("");
    } catch (WarmupException e) {
      return "";
    }
  }

  @Override
  Phase onBudgetSpent() throws InterruptedException {
    if (run.attempt() == null && adopting) {
      takeOut();
      TransferSession.open(run, peer);
    }
    return run.attempt() == null
        ? failed(run.budgetText() + " before the data of " + peer + " began to arrive")
        : super.onBudgetSpent();
  }
}
