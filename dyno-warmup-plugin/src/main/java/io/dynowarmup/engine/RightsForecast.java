// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.engine.decision.RunResult;
import io.dynowarmup.engine.decision.SourceDecision;
import io.dynowarmup.engine.decision.SourceDecision.Kind;
import io.dynowarmup.fitness.KeyRights;
import io.dynowarmup.node.NodeFitness;
import io.dynowarmup.redis.RedisAccess;
import io.dynowarmup.redis.RedisConnector;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.source.Candidate;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Forecasts what a run does if a user may not copy keys one by one. Changes nothing. */
final class RightsForecast {
  private static final Logger LOG = LoggerFactory.getLogger(RightsForecast.class);

  private final RedisConnector connector;
  private final RedisAccess access;
  private final NodeFitness fitness;
  private final SourceForecast sources;
  private final boolean auto;

  /**
   * @param access credentials for the sources
   * @param auto whether the run may choose its strategy
   */
  RightsForecast(
      RedisConnector connector,
      RedisAccess access,
      NodeFitness fitness,
      SourceForecast sources,
      boolean auto) {
    this.connector = connector;
    this.access = access;
    this.fitness = fitness;
    this.sources = sources;
    this.auto = auto;
  }

  /**
   * Returns the decision that the run comes to once a server refuses a command.
   *
   * @param decision the first decision
   * @param notes receives what the run would warn of
   */
  SourceDecision after(
      SourceDecision decision, Candidate source, RedisInfo local, List<String> notes) {
    boolean copiesKeys = decision.kind() != Kind.ASK && !decision.strategy().replicates();
    if (!copiesKeys || decision.refusal().isPresent()) {
      return decision;
    }
    Optional<String> refusal = refusal(source, local, notes);
    if (!refusal.isPresent()) {
      return decision;
    }
    String why = decision.strategy().name() + " cannot work here: " + refusal.get();
    boolean replaced =
        decision.strategy().keepsData()
            && (auto || decision.kind() == Kind.ONLY_ADDS || decision.kind() == Kind.SERVED_COLD);
    if (!replaced) {
      return decision.refused(RunResult.failed(Reason.STRATEGY_CANNOT, why));
    }
    Optional<String> noReplication = sources.noReplication(source);
    if (noReplication.isPresent()) {
      return decision.refused(
          RunResult.failed(Reason.NO_HEALTHY_SOURCE, why + "; and " + noReplication.get()));
    }
    notes.add(why);
    return sources.decide(source, local, Optional.of(why));
  }

  private Optional<String> refusal(Candidate source, RedisInfo local, List<String> notes) {
    List<byte[]> keys = source.facts().evidence().sample().keys();
    for (Candidate each : sources.all(source)) {
      Optional<String> there = refusalOf(each, notes);
      if (there.isPresent()) {
        return there;
      }
    }
    KeyRights here = fitness.rights(local, keys);
    Optional<String> why = here.writing();
    noteUnknown("the local Redis", here, notes);
    return why;
  }

  private Optional<String> refusalOf(Candidate source, List<String> notes) {
    try (RedisNode redis = connector.connect(source.peer().redis(), access)) {
      KeyRights there =
          new KeyRights(
              redis,
              source.facts().info(),
              access.username(),
              source.facts().evidence().sample().keys());
      Optional<String> why = there.reading();
      noteUnknown("the source", there, notes);
      return why;
    } catch (WarmupException e) {
      LOG.debug("Cannot tell what {} permits", source.peer(), e);
      return Optional.empty();
    }
  }

  private static void noteUnknown(String server, KeyRights rights, List<String> notes) {
    rights
        .unknown()
        .map(
            why ->
                "It cannot be known beforehand whether "
                    + server
                    + " permits what a copy of keys needs: "
                    + why)
        .ifPresent(notes::add);
  }
}
