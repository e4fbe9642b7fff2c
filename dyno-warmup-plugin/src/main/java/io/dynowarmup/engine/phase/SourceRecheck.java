// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.phase;

import io.dynowarmup.api.Peer;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.engine.context.RunContext;
import io.dynowarmup.engine.decision.KnownSources;
import io.dynowarmup.engine.run.Run;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.redis.info.KeyShare;
import io.dynowarmup.source.Candidate;
import io.dynowarmup.source.SourceSample;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Refuses a chosen source because of what this node knows of it. A refused source is banned. */
final class SourceRecheck {
  private static final Logger LOG = LoggerFactory.getLogger(SourceRecheck.class);

  private static final int MOST_COMPARED = 3;

  private final Run run;
  private final RunContext context;
  private final KnownSources sources;

  SourceRecheck(Run run) {
    this.run = run;
    this.context = run.context();
    this.sources = context.sources();
  }

  /** Refuses a source of this run that has been restarted or emptied since it was chosen. */
  boolean cameBackWithLess(Candidate source, boolean keeps) throws InterruptedException {
    Peer peer = source.peer();
    Optional<String> objection = sources.pins().objection(peer, source.facts().info(), keeps);
    boolean restarted = !sources.pins().of(peer).isSame(source.facts().info());
    if (objection.isPresent()
        && keeps
        && !restarted
        && run.proof().clientsDeleted(peer, source.facts().info())) {
      objection = Optional.empty();
    }
    if (!objection.isPresent() && restarted && !context.config().force()) {
      objection = foreign(peer);
    }
    if (!objection.isPresent() && keeps && restarted && !run.agreement().agrees(peer)) {
      objection =
          Optional.of(
              "was restarted and does not hold the data of this node, which this node " + "keeps");
    }
    objection.ifPresent(why -> ban(peer, why));
    return objection.isPresent();
  }

  private Optional<String> foreign(Peer peer) {
    Optional<SourceSample> before = sources.pins().sample(peer);
    if (!before.isPresent()) {
      return Optional.empty();
    }
    try (RedisNode now =
        context.commands().forProbes().connect(peer.redis(), context.node().peerAccess())) {
      return before.get().objection(now);
    } catch (WarmupException e) {
      LOG.debug("Cannot tell which keys {} has", peer, e);
      return Optional.empty();
    }
  }

  /**
   * Refuses a source whose values differ from this node's if another candidate holds the same
   * values.
   *
   * @param keys number of keys on this node
   */
  boolean contradicted(Candidate source, List<Candidate> ranked, long keys)
      throws InterruptedException {
    List<Peer> others =
        ranked.stream()
            .filter(c -> c.eligible() && c != source)
            .filter(c -> !KeyShare.isLessThanHalf(keys, c.facts().keys()))
            .map(Candidate::peer)
            .limit(MOST_COMPARED)
            .collect(Collectors.toList());
    Optional<Peer> agreeing = run.agreement().contradicts(source.peer(), others);
    agreeing.ifPresent(
        other ->
            ban(
                source.peer(),
                "holds other values than this node, while " + other + " holds the same"));
    return agreeing.isPresent();
  }

  private void ban(Peer peer, String why) {
    context.warn("source " + peer + " " + why);
    sources.failed().ban(peer, why);
  }
}
