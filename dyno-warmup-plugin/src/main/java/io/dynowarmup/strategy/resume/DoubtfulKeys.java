// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.resume;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.redis.stream.Effect;
import io.dynowarmup.redis.stream.Effects;
import io.dynowarmup.redis.stream.StreamCommand;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The keys of this node that may differ from the source's at the same offset. A command that reads
 * one of them and writes to another key makes that one doubtful too. So does one that sets a
 * relative expiry, if it is executed here much later. Used by one thread.
 */
final class DoubtfulKeys {
  private static final int MOST = 100_000;

  /** In the order in which they became doubtful. */
  private final Set<ByteBuffer> keys = new LinkedHashSet<>();

  DoubtfulKeys(Collection<byte[]> noted) {
    noted.forEach(key -> keys.add(ByteBuffer.wrap(key)));
  }

  /**
   * Notes a command that the source and this node execute.
   *
   * @param late whether this node may execute it much later than the source, so that a relative
   *     expiry ends later here
   * @throws WarmupException STRATEGY_CANNOT if it may make any key doubtful
   */
  void executed(StreamCommand command, boolean late) {
    if (late && Effects.setsRelativeExpiry(command)) {
      Effects.of(command).keys().forEach(key -> keys.add(ByteBuffer.wrap(key)));
    }
    if (keys.isEmpty()) {
      return;
    }
    Effect effect = Effects.of(command);
    switch (effect.kind()) {
      case NONE:
      case REMOVE:
        return;
      case UNKNOWN:
        throw cannot(effect.why());
      case SELECT:
        if (effect.amount() != 0) {
          throw cannot("database " + effect.amount() + " was written to");
        }
        return;
      default:
        spread(effect.keys());
    }
  }

  private void spread(List<byte[]> names) {
    if (names.size() > 1 && names.stream().anyMatch(key -> keys.contains(ByteBuffer.wrap(key)))) {
      names.forEach(key -> keys.add(ByteBuffer.wrap(key)));
    }
    if (keys.size() > MOST) {
      throw cannot("more than " + MOST + " keys have to be corrected");
    }
  }

  private static WarmupException cannot(String why) {
    return new WarmupException(
        Reason.STRATEGY_CANNOT,
        "keys that were written during the stop may have spread to any key since: " + why);
  }

  /** Returns the first keys. */
  List<byte[]> first(int most) {
    List<byte[]> first = new ArrayList<>();
    for (ByteBuffer key : keys) {
      if (first.size() == most) {
        break;
      }
      first.add(key.array());
    }
    return first;
  }

  /** Notes that these keys are equal on both sides now. */
  void corrected(Collection<byte[]> equal) {
    equal.forEach(key -> keys.remove(ByteBuffer.wrap(key)));
  }
}
