// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.copy;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.redis.RedisData;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.spi.KeyPart;
import io.dynowarmup.spi.TransferContext;
import io.dynowarmup.sync.PendingKeys;
import io.dynowarmup.time.Deadline;
import io.dynowarmup.unit.Units;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes keys of a copy that ended early and that may be older than those of the source. */
final class OldKeys {
  private static final Logger LOG = LoggerFactory.getLogger(OldKeys.class);
  private static final List<String> FLUSH = Arrays.asList("FLUSHALL", "ASYNC");
  private static final int PAGE = 500;

  private final RedisNode local;
  private final RedisData here;
  private final Optional<KeyPart> part;

  /**
   * @param part the keys that the copy concerns; empty for all keys of the node
   */
  OldKeys(RedisNode local, RedisData here, Optional<KeyPart> part) {
    this.local = local;
    this.here = here;
    this.part = part;
  }

  /**
   * Returns the keys to remove where all keys may be old. The last copy of the data is kept, even
   * if some of it is old, and so is a node that held keys before the copy.
   *
   * @param all the keys that may be old
   * @param some those that are known to be old
   * @param others whether another copy has all of them
   */
  static PendingKeys orKnown(
      TransferContext context, PendingKeys all, PendingKeys some, boolean others) {
    if (!all.all() || others) {
      return all;
    }
    context
        .warnings()
        .accept(
            "keys that changed at " + context.sourcePeer() + " during the copy may be old here");
    return some;
  }

  static boolean answers(RedisNode source) {
    try {
      return source.info("server").get("run_id").isPresent();
    } catch (WarmupException e) {
      LOG.debug("The source does not answer", e);
      return false;
    }
  }

  /**
   * Removes keys.
   *
   * @param warnings receives a sentence if the local Redis refuses all writes
   * @return whether the keys were removed; false if they stay, because Redis refuses all writes
   * @throws WarmupException if the local Redis does not answer, or BUDGET_SPENT at the deadline;
   *     may be called again
   */
  boolean remove(PendingKeys old, Deadline deadline, Consumer<String> warnings) {
    try {
      remove(old, deadline);
      return true;
    } catch (WarmupException e) {
      if (!e.reason().refusesWrites()) {
        throw e;
      }
      warnings.accept("keys that may be old cannot be removed and stay here: " + e.getMessage());
      return false;
    }
  }

  private void remove(PendingKeys old, Deadline deadline) {
    if (old.all() && part.isPresent()) {
      LOG.info("Removing the keys of the copied part, because it is not known which are old");
      listed(deadline);
    } else if (old.all()) {
      all(deadline);
    } else if (old.size() > 0) {
      LOG.info("Removing {} that may be older than at the source", Units.keys(old.size()));
      for (int database : old.databases()) {
        here.select(database);
        these(old.of(database), deadline);
      }
    }
  }

  private void these(List<byte[]> keys, Deadline deadline) {
    for (int from = 0; from < keys.size(); from += PAGE) {
      if (deadline.passed()) {
        throw new WarmupException(
            Reason.BUDGET_SPENT, "keys of a copy that ended early are still here");
      }
      here.remove(keys.subList(from, Math.min(keys.size(), from + PAGE)));
    }
  }

  private void all(Deadline deadline) {
    LOG.info("Removing all keys of the copy, because it is not known which are old");
    Optional<WarmupException> refusal =
        local.ask(Collections.singletonList(FLUSH)).get(0).refusal();
    if (refusal.filter(e -> !e.reason().isRejected()).isPresent()) {
      throw refusal.get();
    }
    if (refusal.isPresent()) {
      LOG.info("The keys are removed one by one: {}", refusal.get().getMessage());
      listed(deadline);
    }
  }

  private void listed(Deadline deadline) {
    new KeysHere(here, part).pages((database, keys) -> these(keys, deadline));
  }
}
