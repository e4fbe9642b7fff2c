package io.dynowarmup.strategy.delta;

import io.dynowarmup.Peer;
import io.dynowarmup.WarmupException;
import io.dynowarmup.WarmupException.Reason;

/**
 * Whether the source still holds what it held. What it does not have is removed here, so one that
 * somebody empties meanwhile would empty this node, too. The measure is that of the choice of a
 * source.
 */
final class SourceKeys {
  private final Peer source;
  private long most;

  SourceKeys(Peer source) {
    this.source = source;
  }

  /**
   * @param keys that it holds now
   * @throws WarmupException SOURCE_EMPTIED for fewer than half of the most that were seen so far
   */
  void look(long keys) {
    most = Math.max(most, keys);
    if (keys < most - keys) {
      throw new WarmupException(
          Reason.SOURCE_EMPTIED,
          source
              + " holds "
              + keys
              + " keys, fewer than half of the "
              + most
              + " that it held before in this run: it was emptied, and nothing more is removed"
              + " here on its account");
    }
  }
}
