// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.host.manager;

import com.netflix.archaius.config.MapConfig;
import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.dynomite.DynomiteAdmin;
import io.dynowarmup.dynomite.DynomiteInfo;
import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.fakes.OneNodeHost;
import io.dynowarmup.redis.RedisAccess;
import io.dynowarmup.redis.RedisConnector;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.time.Pause;
import io.dynowarmup.time.Ticker;
import io.dynowarmup.topology.Topology;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A node with only a state of Dynomite and a Redis that may answer. */
public final class FakeEngineHost extends OneNodeHost {
  public DynomiteState dynomite = DynomiteState.NORMAL;
  public boolean badConfig;

  /** Settings by their full names. */
  public final Map<String, String> settings = new TreeMap<>();

  /** The reason why PING of Redis fails; null for PONG. */
  public Reason redis;

  public String role = "master";
  public Endpoint pinged;

  @Override
  public WarmupConfig readConfig() {
    if (badConfig) {
      throw new WarmupException(Reason.BAD_CONFIG, "bad");
    }
    return WarmupConfig.from(new MapConfig(settings));
  }

  @Override
  public DynomiteAdmin dynomiteAdmin(WarmupConfig config, Topology topology) {
    return (DynomiteAdmin)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {DynomiteAdmin.class},
            (proxy, method, args) ->
                method.getName().equals("info")
                    ? DynomiteInfo.parse("{\"version\":\"v0.6\"}", "/info")
                    : dynomite);
  }

  @Override
  public RedisConnector redisConnector() {
    return this::connect;
  }

  private RedisNode connect(Endpoint endpoint, RedisAccess access) {
    pinged = endpoint;
    return (RedisNode)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {RedisNode.class},
            (proxy, method, args) -> {
              if (method.getReturnType() == Optional.class) {
                return Optional.empty();
              }
              if (method.getName().equals("with")) {
                return proxy;
              }
              if (method.getName().equals("ping") && redis != null) {
                throw new WarmupException(redis, "no PONG");
              }
              return method.getName().equals("info") ? RedisInfo.parse("role:" + role) : null;
            });
  }

  @Override
  public Ticker ticker() {
    return Ticker.system();
  }

  @Override
  public Pause pause() {
    return Pause.system();
  }
}
