// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.replication;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.fitness.ServerProbe;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.spi.TransferContext;
import io.dynowarmup.sync.digest.KeySizes;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures a few keys of the source, once and only if the size of the bulk is unknown for longer
 * than one poll. A small data set has then arrived.
 */
final class SourceSample {
  private static final Logger LOG = LoggerFactory.getLogger(SourceSample.class);

  private final TransferContext context;
  private int polls;
  private Optional<KeySizes> sizes = Optional.empty();

  SourceSample(TransferContext context) {
    this.context = context;
  }

  /**
   * Returns the sizes; empty if they are not needed or the source does not measure them.
   *
   * @param source INFO of the source
   * @param local INFO of the local Redis during the sync
   */
  Optional<KeySizes> of(RedisInfo source, RedisInfo local) {
    if (SyncView.isSizeUnknown(local) && source.keys() > 0 && ++polls == 2) {
      try {
        sizes = mayRunScripts(source) ? KeySizes.of(context.limitedSourceData()) : sizes;
      } catch (WarmupException | UnsupportedOperationException e) {
        LOG.debug("Cannot measure keys of the source: {}", e.getMessage());
      }
    }
    return sizes;
  }

  private boolean mayRunScripts(RedisInfo source) {
    Optional<String> user = context.sourceAccess().username();
    return !user.isPresent() || new ServerProbe(context.source(), source, user).mayRunScripts();
  }
}
