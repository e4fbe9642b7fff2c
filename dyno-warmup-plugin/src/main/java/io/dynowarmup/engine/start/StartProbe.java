// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.start;

import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.dynomite.DynomiteProcess;
import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.node.AnotherFilesRecord;
import io.dynowarmup.node.NodeMark;
import io.dynowarmup.node.dynomite.DynomiteIncarnation;
import io.dynowarmup.node.dynomite.OwnAdmin;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.state.StateFile;
import io.dynowarmup.time.Moment;
import io.dynowarmup.topology.Topology;
import java.util.Optional;
import java.util.OptionalLong;

/** Gathers the {@link StartFacts} of a node. Changes nothing. */
public final class StartProbe {
  private final WarmupRequest request;
  private final WarmupConfig config;
  private final Topology topology;
  private final StateFile state;
  private final OwnAdmin admin;
  private final DynomiteProcess process;

  public StartProbe(
      WarmupRequest request,
      WarmupConfig config,
      Topology topology,
      StateFile state,
      OwnAdmin admin,
      DynomiteProcess process) {
    this.request = request;
    this.config = config;
    this.topology = topology;
    this.state = state;
    this.admin = admin;
    this.process = process;
  }

  /**
   * Returns the facts. Takes over in memory what a run with another state file has recorded.
   *
   * @param redis the local Redis
   * @param local INFO that it has just answered
   * @param dynomite state that Dynomite has just answered
   */
  public StartFacts facts(RedisNode redis, RedisInfo local, DynomiteState dynomite, Moment now) {
    OptionalLong uptime =
        state.unfinished().isPresent()
            ? DynomiteIncarnation.uptimeMillis(admin)
            : OptionalLong.empty();
    Optional<String> anotherFile = AnotherFilesRecord.adopt(state, local);
    Recovery.Found found = new Recovery.Found(local, dynomite, uptime, now);
    return new StartFacts(request, config, found)
        .adminPort(admin.foreign(), admin.doubt())
        .withoutDynomite(without(dynomite))
        .recorded(state, topology)
        .lostRun(LostRun.of(redis, found))
        .anotherFile(anotherFile)
        .otherRun(NodeMark.otherRun(local, state.owner(false)));
  }

  private Optional<String> without(DynomiteState dynomite) {
    return dynomite == DynomiteState.UNREACHABLE && !process.canStart()
        ? Optional.of(
            "Dynomite's admin port "
                + topology.adminUrl()
                + " does not answer and "
                + process.whyNot()
                + ": Redis is warmed without a hand-over")
        : Optional.empty();
  }
}
