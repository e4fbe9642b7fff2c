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

/** The bulk of the data arrives; the node takes no traffic. */
final class TransferPhase extends CopyPhase {
  private static final long FIRST_INTERVAL_MILLIS = 20;

  private final Peer peer;
  private final boolean adopting;

  /** As many as there are in the first second. */
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

  /** The local Redis is a replica of that peer already: an interrupted run has left it. */
  static TransferPhase adopting(Run run, Peer peer) {
    return new TransferPhase(run, peer, true);
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
    long least = run.config().sourceLimits().leastPollMillis();
    // SELECT_SOURCE has just asked the source, too
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
      // nothing is removed here for a source that may have missed it
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

  /** What has not begun yet may begin a moment later. */
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

  /** From here on no write comes through Dynomite: the last moment to look. */
  private boolean refilled() {
    // what a source of this run has sent is nobody's write
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
    if (keeps) {
      node.bookmark().beginWith(peer.redis());
      // from here on it is this run's to give back
      node.state().standby(false);
    } else {
      if (!adopting) {
        run.mayLose();
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
