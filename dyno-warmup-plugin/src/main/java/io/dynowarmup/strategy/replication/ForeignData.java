// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.replication;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.redis.info.ReplicationInfo;
import io.dynowarmup.spi.TransferContext;
import io.dynowarmup.time.Deadline;
import io.dynowarmup.unit.Units;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Drops the data that another server than the chosen source has sent. Another process can take the
 * source's address between the last probe of the source and the sync. A name can lead Redis, which
 * resolves it itself, to another server than this program. The data is dropped only if the replica
 * had the replication id of that server.
 */
final class ForeignData {
  private static final List<String> FLUSH = Arrays.asList("FLUSHALL", "ASYNC");

  /** The first replica changes the source's replication id, so a difference may be a late probe. */
  private static final long OTHER_MILLIS = 3_000;

  private static final int OTHER_POLLS = 5;

  private final TransferContext context;
  private Deadline other;
  private int polls;
  private String replid = "";
  private boolean closed;

  ForeignData(TransferContext context) {
    this.context = context;
  }

  /** Records the process at the source's address if it has another history than the source. */
  void check(RedisInfo info) {
    if (context.pin().isForeign(info)) {
      replid = info.replication().replid();
    }
  }

  /**
   * Checks that the stream of this replica comes from the source.
   *
   * @param source the replication info of the source, read just before
   * @param listed whether the source lists this node as its replica
   * @param here the replication info of this replica, whose stream flows
   * @throws WarmupException SOURCE_FAILED if the stream has come from another server for several
   *     polls
   */
  void check(ReplicationInfo source, boolean listed, ReplicationInfo here) {
    if (listed || source.replid().isEmpty() || source.replid().equals(here.replid())) {
      other = null;
      return;
    }
    if (other == null) {
      other = Deadline.after(context.ticker(), OTHER_MILLIS);
      polls = 0;
    }
    polls++;
    if (polls >= OTHER_POLLS && other.passed()) {
      replid = here.replid();
      throw new WarmupException(
          WarmupException.Reason.SOURCE_FAILED,
          "Redis "
              + context.local().endpoint()
              + " replicates from another server than this program is connected to, although both"
              + " use the address "
              + context.sourcePeer().redis()
              + ": the stream has replication id "
              + replid
              + ", the source "
              + context.sourcePeer()
              + " has "
              + source.replid()
              + " and does not list this node as its replica. If the name has several addresses, or"
              + " is that of a load balancer or a Kubernetes Service, give each node an address of"
              + " its own");
    }
  }

  /**
   * Drops the data if it came from another process. Only the first call does anything, because the
   * node may take writes afterwards.
   *
   * @param last the last replication info of the replica; it is a master now
   */
  void drop(ReplicationInfo last) {
    boolean ours = closed || context.pin().hasReplid(last.replid());
    closed = true;
    if (replid.isEmpty() || !replid.equals(last.replid()) || ours) {
      return;
    }
    RedisNode local = context.local();
    long keys = local.info().keys();
    if (keys > 0) {
      Optional<WarmupException> refusal =
          local.ask(Collections.singletonList(FLUSH)).get(0).refusal();
      context
          .warnings()
          .accept(
              "Redis "
                  + local.endpoint()
                  + " received "
                  + Units.keys(keys)
                  + " from another server at the address of "
                  + context.sourcePeer()
                  + " than the chosen source; they were "
                  + refusal
                      .map(e -> "not dropped: " + e.getMessage() + "; send FLUSHALL to it")
                      .orElse("dropped"));
    }
  }
}
