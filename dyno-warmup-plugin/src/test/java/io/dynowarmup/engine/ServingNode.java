// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine;

import com.netflix.archaius.config.MapConfig;
import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.dynomite.ClusterDescription;
import io.dynowarmup.dynomite.DynomiteAdmin;
import io.dynowarmup.dynomite.DynomiteInfo;
import io.dynowarmup.dynomite.DynomiteProcess;
import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.fakes.UnmanagedDynomite;
import io.dynowarmup.node.EngineHost;
import io.dynowarmup.redis.RedisConnector;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.source.probe.PortProbe;
import io.dynowarmup.spi.WarmupStrategy;
import io.dynowarmup.time.ManualTime;
import io.dynowarmup.time.Pause;
import io.dynowarmup.time.Ticker;
import io.dynowarmup.topology.ExplicitTopology;
import io.dynowarmup.topology.Topology;
import io.dynowarmup.topology.TopologyResolver;
import io.dynowarmup.topology.ring.PeersText;
import io.dynowarmup.topology.ring.Tokens;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** A node between runs that can only be probed. Every attempt to change it fails. */
public final class ServingNode implements EngineHost {
  public String info = "role:master\nrun_id:abc\nloading:0\ndb0:keys=7,expires=0\n";
  public DynomiteState state = DynomiteState.NORMAL;
  public String illness = "";
  public boolean settingsAreWrong;
  public int connections;

  private final ManualTime time = new ManualTime();
  private final Path stateFile;

  public ServingNode(Path stateFile) {
    this.stateFile = stateFile;
  }

  @Override
  public WarmupConfig readConfig() {
    Map<String, String> settings = new HashMap<>();
    settings.put("dm.dyno.warm.state.file", stateFile.toString());
    settings.put("dm.dyno.warm.poll.msec", settingsAreWrong ? "soon" : "200");
    return WarmupConfig.from(new MapConfig(settings));
  }

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
    return new TopologyResolver(url -> admin()).resolve(explicit, Optional.empty());
  }

  private DynomiteAdmin admin() {
    return new DynomiteAdmin() {
      @Override
      public DynomiteState state() {
        return state;
      }

      @Override
      public void request(DynomiteState wanted) {
        throw new AssertionError("nobody is to change the state to " + wanted);
      }

      @Override
      public DynomiteInfo info() {
        throw new WarmupException(Reason.DYNOMITE_UNREACHABLE, "not asked here");
      }

      @Override
      public ClusterDescription clusterDescribe() {
        throw new WarmupException(Reason.DYNOMITE_UNREACHABLE, "not asked here");
      }
    };
  }

  @Override
  public PortProbe portProbe() {
    return (port, limitMillis) -> PortProbe.Answer.LISTENS;
  }

  @Override
  public DynomiteAdmin peerAdmin(Endpoint port, List<Endpoint> dynomites, int limitMillis) {
    throw new WarmupException(WarmupException.Reason.REFUSED, "nothing listens at " + port);
  }

  @Override
  public DynomiteAdmin dynomiteAdmin(WarmupConfig config, Topology topology) {
    return admin();
  }

  @Override
  public DynomiteProcess dynomiteProcess(WarmupConfig config) {
    return new UnmanagedDynomite();
  }

  @Override
  public RedisConnector redisConnector() {
    return (endpoint, access) -> {
      connections++;
      return new LookedAt(endpoint);
    };
  }

  @Override
  public List<WarmupStrategy> strategies() {
    return Collections.emptyList();
  }

  @Override
  public Ticker ticker() {
    return time;
  }

  @Override
  public Pause pause() {
    return time;
  }

  @Override
  public Random random() {
    return new Random(1);
  }

  /** Redis, or Dynomite's client port. */
  private final class LookedAt implements RedisNode {
    private final Endpoint endpoint;

    LookedAt(Endpoint endpoint) {
      this.endpoint = endpoint;
    }

    private AssertionError changed() {
      return new AssertionError("a look changes nothing");
    }

    @Override
    public Endpoint endpoint() {
      return endpoint;
    }

    @Override
    public void ping() {
      // It answers.
    }

    @Override
    public RedisInfo info() {
      if (info.isEmpty()) {
        throw new WarmupException(Reason.REFUSED, "refused");
      }
      return RedisInfo.parse(info);
    }

    @Override
    public RedisInfo info(String section) {
      return info();
    }

    @Override
    public long exists(List<String> keys) {
      if (!illness.isEmpty()) {
        throw new WarmupException(Reason.REDIS_ERROR, illness);
      }
      return 0;
    }

    @Override
    public void replicaOf(Endpoint source) {
      throw changed();
    }

    @Override
    public void replicaOfNoOne() {
      throw changed();
    }

    @Override
    public Optional<String> configGet(String name) {
      return Optional.empty();
    }

    @Override
    public void configSet(String name, String value) {
      throw changed();
    }

    @Override
    public void configRewrite() {
      throw changed();
    }

    @Override
    public Optional<String> addressSeenByServer() {
      return Optional.empty();
    }

    @Override
    public void set(String key, String value, long ttlMillis) {
      throw changed();
    }

    @Override
    public boolean delete(String key) {
      throw changed();
    }

    @Override
    public void close() {
      connections--;
    }
  }
}
