// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.fakes;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.dynomite.DynomiteAdmin;
import io.dynowarmup.dynomite.TcpLinks;
import io.dynowarmup.node.EngineHost;
import io.dynowarmup.source.probe.PortProbe;
import io.dynowarmup.spi.WarmupStrategy;
import io.dynowarmup.topology.ExplicitTopology;
import io.dynowarmup.topology.Topology;
import io.dynowarmup.topology.TopologyResolver;
import io.dynowarmup.topology.ring.PeersText;
import io.dynowarmup.topology.ring.Tokens;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** A host of one node with one peer, whose ports listen and whose admin port refuses. */
public abstract class OneNodeHost implements EngineHost {
  @Override
  public Topology readTopology(WarmupConfig config) {
    ExplicitTopology explicit =
        ExplicitTopology.builder()
            .tokens(Tokens.parse("100"))
            .rack("r1")
            .datacenter("dc")
            .peers(PeersText.parse("127.0.0.2:8101:r2:dc:100:22122"))
            .redisHost("127.0.0.1")
            .adminUrl("http://127.0.0.1:22222")
            .build();
    return new TopologyResolver(url -> dynomiteAdmin(config, null))
        .resolve(explicit, Optional.empty());
  }

  /** The real list is long, and a run looks at it often. */
  @Override
  public TcpLinks tcpLinks() {
    return TcpLinks.unlisted();
  }

  @Override
  public PortProbe portProbe() {
    return (port, limitMillis) -> PortProbe.Answer.LISTENS;
  }

  @Override
  public DynomiteAdmin peerAdmin(Endpoint port, List<Endpoint> dynomites, int limitMillis) {
    throw new WarmupException(Reason.REFUSED, "nothing listens at " + port);
  }

  @Override
  public List<WarmupStrategy> strategies() {
    return Collections.emptyList();
  }

  @Override
  public Random random() {
    return new Random(1);
  }
}
