package io.dynowarmup.engine;

import io.dynowarmup.Peer;
import io.dynowarmup.WarmupException;
import io.dynowarmup.redis.RedisAccess;
import io.dynowarmup.redis.RedisNode;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether Sentinels watch a source: one look at its clients, which changes nothing. */
final class SentinelLook {
  private static final Logger LOG = LoggerFactory.getLogger(SentinelLook.class);

  private SentinelLook() {}

  /**
   * @return a sentence; empty where there is none, or it is not told
   */
  static Optional<String> at(EngineHost host, Peer source, RedisAccess access) {
    try (RedisNode redis = host.redisConnector().connect(source.redis(), access)) {
      return ForeignMaster.warning(source.redis().toString(), redis.clients());
    } catch (WarmupException e) {
      LOG.debug("the clients of {}", source, e);
      return Optional.empty();
    }
  }
}
