package io.dynowarmup.engine;

import io.dynowarmup.WarmupException;
import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.redis.RedisProcess;
import io.dynowarmup.topology.Topology;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts a Redis that does not run, before the run at start: that one waits for its answer. */
public final class RedisAtStart {
  private static final Logger LOG = LoggerFactory.getLogger(RedisAtStart.class);

  private final EngineHost host;

  public RedisAtStart(EngineHost host) {
    this.host = host;
  }

  /** Returns without waiting for Redis. Whatever is wrong, the run at start tells. */
  public void startIfDown() {
    try {
      WarmupConfig config = host.readConfig();
      RedisProcess process = host.redisProcess(config);
      if (!process.canStart()) {
        return;
      }
      Topology topology = host.readTopology(config);
      RedisLook look = RedisLook.with(() -> new NodeFinder(host, config).localRedis(topology));
      if (look.answer() == RedisLook.Answer.NOBODY) {
        LOG.info("nobody listens at {}", topology.redis());
        process.start();
      }
    } catch (WarmupException e) {
      LOG.warn("whether Redis has to be started: {}", e.getMessage());
    }
  }
}
