package io.dynowarmup.engine;

import io.dynowarmup.Peer;
import io.dynowarmup.WarmupException;
import io.dynowarmup.spi.Suitability;
import io.dynowarmup.spi.WarmupStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The strategy {@code auto}: one that keeps what the node holds, where there is something to keep
 * and the strategy says that it suits; otherwise the one that brings everything. Decided anew for
 * each source.
 */
final class AutoChoice {
  private static final Logger LOG = LoggerFactory.getLogger(AutoChoice.class);

  static final String NAME = "auto";

  private final Run run;

  AutoChoice(Run run) {
    this.run = run;
  }

  void choose(Peer peer) {
    WarmupStrategy chosen = new StrategyChoice(run.host().strategies()).thatBringsEverything();
    String why = "the node holds no keys";
    long keys = run.node().redis().info().keys();
    if (keys > 0) {
      why = "there is none that keeps what the node holds";
      for (WarmupStrategy strategy : run.host().strategies()) {
        if (strategy.keepsData()) {
          Suitability answer = ask(strategy, peer);
          chosen = answer.suits() ? strategy : chosen;
          why = answer.reason();
        }
      }
    }
    LOG.info("strategy {}: {}", chosen.name(), why);
    if (keys > 0 && !chosen.keepsData()) {
      LOG.warn("the {} keys that this node holds will be dropped when the load begins", keys);
    }
    run.strategy(chosen, why);
  }

  private Suitability ask(WarmupStrategy strategy, Peer peer) {
    Attempt attempt = Attempt.before(run, peer);
    try {
      return strategy.suitability(attempt);
    } catch (WarmupException e) {
      return Suitability.no(e.getMessage());
    } finally {
      attempt.closeConnections();
    }
  }
}
