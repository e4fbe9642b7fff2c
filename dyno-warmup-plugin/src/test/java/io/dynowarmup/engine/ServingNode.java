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
import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.fakes.OneNodeHost;
import io.dynowarmup.redis.RedisConnector;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.time.ManualTime;
import io.dynowarmup.time.Pause;
import io.dynowarmup.time.Ticker;
import io.dynowarmup.topology.Topology;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A node between runs that can only be probed. Every attempt to change it fails. */
public final class ServingNode extends OneNodeHost {
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

  private DynomiteAdmin admin() {
    return new DynomiteAdmin() {
      @Override
      public DynomiteState state() {
        return state;
      }

      @Override
      public void request(DynomiteState wanted) {
        throw new AssertionError("a probe does not change the state to " + wanted);
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
  public DynomiteAdmin dynomiteAdmin(WarmupConfig config, Topology topology) {
    return admin();
  }

  @Override
  public RedisConnector redisConnector() {
    return (endpoint, access) -> {
      connections++;
      return new LookedAt(endpoint);
    };
  }

  @Override
  public Ticker ticker() {
    return time;
  }

  @Override
  public Pause pause() {
    return time;
  }

  /** Redis, or Dynomite's client port. */
  private final class LookedAt implements RedisNode {
    private final Endpoint endpoint;

    LookedAt(Endpoint endpoint) {
      this.endpoint = endpoint;
    }

    private AssertionError changed() {
      return new AssertionError("a probe changes nothing");
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
