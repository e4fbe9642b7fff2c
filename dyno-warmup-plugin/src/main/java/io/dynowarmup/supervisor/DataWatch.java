// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.supervisor;

import io.dynowarmup.api.NodeView;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.node.RedisAnswer;
import io.dynowarmup.redis.info.NodeRecord;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.unit.Units;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Detects that the data of a Redis process was dropped or replaced between two probes, although it
 * is a master before and after: a FLUSHALL, or a sync from another Redis that has ended since. It
 * only reports this; an operator decides.
 *
 * <p>A Redis that stops being a replica moves the replication id of its master to {@code
 * master_replid2}, the same one again after another sync from it. If it had not synced, its own
 * former id is there. An id that changes without a sync clears {@code master_replid2}.
 */
final class DataWatch {
  private static final Logger LOG = LoggerFactory.getLogger(DataWatch.class);
  private static final String NO_ID = "0000000000000000000000000000000000000000";
  private static final String REMEDY =
      ". Nothing was done about it. Compare this node with its peers (verify full), or start a run"
          + " (start --force), which warms it again";

  private RedisInfo before;
  private String run = "";
  private String doubt = "";
  private boolean resumed;

  /**
   * Takes over what was recorded before a restart of this program; has an effect only once. A run
   * that changes the data removes the record, so the last run has not answered it.
   *
   * @param recorded the doubt that the state file names; empty if it names none
   * @param last the last run
   */
  void resume(Optional<String> recorded, WarmupStatus last) {
    if (!resumed && recorded.isPresent()) {
      doubt = recorded.get();
      run = last.runId().orElse("");
    }
    resumed = true;
  }

  /**
   * Compares the answer with the one before.
   *
   * @param now INFO of the local Redis with the statistics of the commands
   * @param last the last run; what it has changed is known
   */
  void seen(RedisInfo now, WarmupStatus last) {
    if (now.loading()) {
      return;
    }
    String id = last.runId().orElse("");
    boolean ranSince = !id.equals(run);
    if (ranSince && NodeView.settles(last)) {
      doubt = "";
    }
    run = id;
    if (!now.replication().isMaster()) {
      return;
    }
    if (ranSince) {
      sinceRun(now, last);
    } else if (before != null) {
      between(now);
    }
    before = now;
  }

  /**
   * Compares the first answer after a run with what the run has left. The run itself may have
   * flushed, and keys may have expired since; a flush that left less than half is neither.
   */
  private void sinceRun(RedisInfo now, WarmupStatus last) {
    long left = last.keys().orElse(0);
    for (String command : RedisAnswer.EMPTYING) {
      if (calls(now, command) > callsBefore(now, command) && now.keys() < left / 2) {
        doubted(sent(command) + " the end of run " + run + ": " + held(left, now));
        return;
      }
    }
  }

  private long callsBefore(RedisInfo now, String command) {
    return before != null && before.runId().equals(now.runId()) ? calls(before, command) : 0;
  }

  private void between(RedisInfo now) {
    Optional<NodeRecord> another = anotherRun(now);
    if (!another.isPresent()) {
      compare(now);
    } else if (another.get().isOfWarmUp(now.runId())) {
      doubt = "";
    }
  }

  /** A run of another process writes the record of this Redis. A copied record is another's. */
  private Optional<NodeRecord> anotherRun(RedisInfo now) {
    return before.nodeRecordText().equals(now.nodeRecordText())
        ? Optional.empty()
        : now.nodeRecord().filter(r -> r.runId().equals(now.runId()));
  }

  /** A restart does not bring back what was dropped before it. */
  private void compare(RedisInfo now) {
    if (!before.runId().equals(now.runId())) {
      return;
    }
    String found = replaced(now).orElseGet(() -> emptied(now).orElse(""));
    if (!found.isEmpty()) {
      doubted(found);
    }
  }

  /**
   * Puts the data in doubt until a run answers it.
   *
   * @param found what happened, a sentence without a full stop
   */
  void doubted(String found) {
    String before = doubt;
    doubt = found + REMEDY;
    if (!doubt.equals(before)) {
      LOG.warn("The data of this node is in doubt: {}", doubt);
    }
  }

  private Optional<String> replaced(RedisInfo now) {
    String own = before.replication().replid();
    String former = now.get("master_replid2").orElse(NO_ID);
    boolean another =
        !own.isEmpty()
            && !own.equals(now.replication().replid())
            && !former.equals(NO_ID)
            && !former.equals(own);
    return another
        ? Optional.of(
            "Redis was a replica of another Redis since the last probe and took its data: "
                + held(before.keys(), now))
        : Optional.empty();
  }

  private Optional<String> emptied(RedisInfo now) {
    for (String command : RedisAnswer.EMPTYING) {
      long calls = calls(now, command) - calls(before, command);
      if (calls > 0 && before.keys() > 0) {
        return Optional.of(sent(command) + " the last probe: " + held(before.keys(), now));
      }
    }
    return Optional.empty();
  }

  private static String sent(String command) {
    return command.toUpperCase(Locale.ROOT) + " was sent to Redis since";
  }

  private static String held(long keys, RedisInfo now) {
    return "it held " + Units.keys(keys) + " and holds " + now.keys();
  }

  private static long calls(RedisInfo info, String command) {
    return info.commandCounter(command, "calls").orElse(0);
  }

  /** Returns why the data is in doubt, as sentences; empty if it is not. */
  Optional<String> doubt() {
    return doubt.isEmpty() ? Optional.empty() : Optional.of(doubt);
  }
}
