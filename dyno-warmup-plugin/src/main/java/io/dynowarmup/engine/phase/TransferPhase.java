// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.phase;

import io.dynowarmup.api.Peer;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.api.report.Progress;
import io.dynowarmup.engine.run.Run;
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
  private static final int FIRST_POLLS = 6;

  private long interval = FIRST_INTERVAL_MILLIS;
  private int polls;
  private final Patience opening;

  TransferPhase(Run run, Peer peer) {
    this(run, peer, false);
  }

  private TransferPhase(Run run, Peer peer, boolean adopting) {
    super(run);
    this.peer = peer;
    this.adopting = adopting;
    this.opening = Patience.withLocal(context.ticker(), context.config().stallMillis());
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
    long now = Math.min(interval, context.config().pollMillis());
    interval = now * 2;
    long least = context.config().sourceLimits().leastPollMillis();
    // SELECT_SOURCE has just queried the source, too.
    boolean fast = polls++ < FIRST_POLLS && context.config().pollMillis() < least;
    return restOfPause(Math.max(now, fast ? 2 * least : least));
  }

  @Override
  Phase advance() throws InterruptedException {
    if (run.session() == null) {
      removeFromService();
      if (refilled()) {
        context.local().arrived();
        context.node().state().notOnDisk(OnDisk.YES);
        return new SelectSourcePhase(run);
      }
      run.open(peer);
      run.startAhead();
      opening.worked();
    }
    boolean reached = run.latencies().reach().poll();
    if (!reached && run.strategy().keepsData()) {
      // No key is removed here while the source may have missed a write.
      context.node().dynomite().keep(run.copyState(), context.cancel());
      context.board().note("waiting for a write through each peer's Dynomite to reach " + peer);
      return this;
    }
    Progress progress = poll();
    if (progress.stage() == Progress.Stage.COPYING) {
      return this;
    }
    context.local().arrived();
    return new CatchUpPhase(run);
  }

  /** Waits and tries again if the transfer was not opened yet. */
  @Override
  Phase onFailure(WarmupException e) throws InterruptedException {
    boolean open = run.session() != null && run.session().transfer() != null;
    if (open || !opening.mayPass(e)) {
      return super.onFailure(e);
    }
    context.log().waiting(e.getMessage());
    if (run.session() != null) {
      run.session().closeConnections();
      run.closed();
    }
    return this;
  }

  /**
   * Returns whether clients have written keys to the node. This is the last moment to check: from
   * here on, no write comes through Dynomite.
   */
  private boolean refilled() {
    // After a failed source the keys may come from that source and not from clients.
    boolean first = !adopting && !sources.failed().last().isPresent() && !sources.begun();
    return context.request().isKeepingData()
        && first
        && !run.strategy().keepsData()
        && !context.config().force()
        && context.node().redis().info().keys() > 0;
  }

  private void removeFromService() {
    run.touch();
    Node node = context.node();
    boolean keeps = run.strategy().keepsData();
    boolean master = !run.strategy().replicates();
    boolean recorded =
        node.state()
            .source(
                peer.redis(),
                sources.pins().of(peer),
                redisRunId(),
                context.started(),
                master || keeps);
    if (!recorded && !master) {
      context.warn(
          "state file "
              + node.state().path()
              + " cannot be written: if this process is killed while Redis is a replica, the next"
              + " start can only infer from Redis that a run left this replica; use a state.file"
              + " that is writable and survives a restart");
    }
    node.state().phase(name(), Moment.now(context.ticker()));
    if (!adopting) {
      node.state().question(sources.authority().question());
      node.state().doubt().unconfirmed(sources.authority().isUnconfirmed());
      node.state().doubt().incomplete(sources.authority().incomplete());
    }
    boolean resumes = run.strategy().resumes();
    if (!resumes && node.stop().exists()) {
      forgetStop();
    }
    if (keeps && !resumes) {
      node.checkpoint().beginWith(peer.redis());
      // From here on, this run has to return the node to service.
      node.state().standby(false);
    } else {
      if (!adopting && !master && !resumes) {
        context.local().replaces();
        node.state().notOnDisk(OnDisk.LOADING);
      }
      node.checkpoint().drop();
    }
    node.mark().source(run.strategy().name(), peer.redis());
    node.mark().cold(run.strategy().name(), peer.redis().toString());
    node.dynomite().removeFromService(run.copyState(), context.cancel());
  }

  /** What another strategy does here is not in the note of a planned stop. */
  private void forgetStop() {
    context.stop().over("the data here has been changed since the stop");
    context.node().forgetStop();
    context.node().stop().drop();
  }

  private String redisRunId() {
    try {
      return context.node().redis().info("server").runId();
    } catch (WarmupException e) {
      return "";
    }
  }

  @Override
  Phase onBudgetSpent() throws InterruptedException {
    if (run.session() == null && adopting) {
      removeFromService();
      run.open(peer);
    }
    return run.session() == null
        ? failed(context.budgetSpent("before the data of " + peer + " began to arrive"))
        : super.onBudgetSpent();
  }
}
