// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.copy;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.redis.RedisData;
import io.dynowarmup.redis.info.OwnKeys;
import io.dynowarmup.sync.PendingKeys;
import io.dynowarmup.time.Deadline;
import io.dynowarmup.unit.Units;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes keys of a copy that ended early and that may be older than those of the source. */
final class OldKeys {
  private static final Logger LOG = LoggerFactory.getLogger(OldKeys.class);
  private static final int PAGE = 500;
  private static final String START = "0";

  private final RedisData here;

  OldKeys(RedisData here) {
    this.here = here;
  }

  /**
   * Removes keys.
   *
   * @throws WarmupException if the local Redis does not answer, or BUDGET_SPENT at the deadline;
   *     may be called again
   */
  void remove(PendingKeys old, Deadline deadline) {
    if (old.size() == 0) {
      return;
    }
    LOG.info(
        "Removing {} of the copy that may have changed at the source",
        old.all() ? "all keys" : Units.keys(old.size()));
    for (int database : old.all() ? here.databases() : old.databases()) {
      here.select(database);
      if (old.all()) {
        all(deadline);
      } else {
        these(old.of(database), deadline);
      }
    }
  }

  private void these(List<byte[]> keys, Deadline deadline) {
    for (int from = 0; from < keys.size(); from += PAGE) {
      checkTime(deadline);
      here.remove(keys.subList(from, Math.min(keys.size(), from + PAGE)));
    }
  }

  private void all(Deadline deadline) {
    String cursor = START;
    do {
      checkTime(deadline);
      RedisData.Page page = here.scan(cursor, PAGE);
      List<byte[]> keys = new ArrayList<>(page.keys());
      keys.removeIf(OwnKeys::contain);
      if (!keys.isEmpty()) {
        here.remove(keys);
      }
      cursor = page.cursor();
    } while (!START.equals(cursor));
  }

  private static void checkTime(Deadline deadline) {
    if (deadline.passed()) {
      throw new WarmupException(
          Reason.BUDGET_SPENT, "keys of a copy that ended early are still here");
    }
  }
}
