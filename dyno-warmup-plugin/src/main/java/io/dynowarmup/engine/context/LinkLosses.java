// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.context;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.dynomite.DynomiteInfo;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Deadline;
import io.dynowarmup.time.Pause;
import io.dynowarmup.time.Ticker;
import java.util.Collections;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Notices that writes of other nodes may not have reached the local Redis: the link of another
 * node's Dynomite broke or is a new one, or the local Dynomite lost a connection to Redis.
 *
 * <p>{@code dnode_client_eof} does not show this: the probes of other nodes, which connect to
 * Dynomite's port and send nothing, raise it too. A probe is not seen twice, whereas a link that
 * broke is replaced by another one, after a second at the earliest.
 */
final class LinkLosses {
  private static final long EVERY_MILLIS = 500;

  /**
   * On a machine with many connections, a look takes long: the looks use a twentieth of the time.
   */
  private static final int PAUSES = 20;

  private static final int PUBLISHED_MILLIS = 2;

  private final Supplier<DynomiteInfo> counters;
  private final Supplier<Optional<Set<String>>> links;
  private final Ticker ticker;
  private final Pause pause;
  private Set<String> settled = Collections.emptySet();
  private Set<String> before = Collections.emptySet();
  private OptionalLong failures = OptionalLong.empty();
  private Deadline next;

  /**
   * @param counters supplies Dynomite's counters; each is as old as the query before
   * @param links supplies the connections to Dynomite's port; empty if the system does not list
   *     them
   */
  LinkLosses(
      Supplier<DynomiteInfo> counters,
      Supplier<Optional<Set<String>>> links,
      Ticker ticker,
      Pause pause) {
    this.counters = counters;
    this.links = links;
    this.ticker = ticker;
    this.pause = pause;
  }

  /** Takes the present links as complete. */
  void begin() {
    Optional<DynomiteInfo> info = freshCounters();
    settled = links(info).orElse(Collections.emptySet());
    before = settled;
    failures = failures(info);
    next = Deadline.after(ticker, EVERY_MILLIS);
  }

  /**
   * Looks at the links if the last look is not recent.
   *
   * @return what was lost since {@link #begin()}; empty if nothing is known to be lost
   */
  Optional<String> lost() {
    if (!next.passed()) {
      return Optional.empty();
    }
    long began = ticker.nanos();
    try {
      return lost(counters(), true);
    } finally {
      long tookMillis = TimeUnit.NANOSECONDS.toMillis(ticker.nanos() - began);
      next = Deadline.after(ticker, Math.max(EVERY_MILLIS, PAUSES * tookMillis));
    }
  }

  /** Looks at the links now. */
  Optional<String> lostNow() {
    return lost(freshCounters(), false);
  }

  private Optional<String> lost(Optional<DynomiteInfo> info, boolean countNew) {
    OptionalLong failed = failures(info);
    if (failed.isPresent() && failures.isPresent() && !failed.equals(failures)) {
      return Optional.of("Dynomite lost a connection to Redis");
    }
    failures = failures.isPresent() ? failures : failed;
    Optional<Set<String>> now = links(info);
    if (!now.isPresent()) {
      return Optional.empty();
    }
    if (!now.get().containsAll(settled)) {
      return Optional.of("another node lost its connection to Dynomite");
    }
    if (countNew) {
      Set<String> added = new HashSet<>(now.get());
      added.retainAll(before);
      added.removeAll(settled);
      before = now.get();
      if (!added.isEmpty()) {
        return Optional.of("another node connected to Dynomite only now");
      }
    }
    return Optional.empty();
  }

  /** Returns the links; if the system does not list them, as many as Dynomite counts. */
  private Optional<Set<String>> links(Optional<DynomiteInfo> info) {
    OptionalLong counted =
        info.map(DynomiteInfo::dnodeClientConnections).orElseGet(OptionalLong::empty);
    Optional<Set<String>> listed = links.get();
    if (listed.isPresent() && (!listed.get().isEmpty() || counted.orElse(0) <= 0)) {
      return listed;
    }
    return counted.isPresent()
        ? Optional.of(
            LongStream.range(0, counted.getAsLong())
                .mapToObj(Long::toString)
                .collect(Collectors.toSet()))
        : Optional.empty();
  }

  private static OptionalLong failures(Optional<DynomiteInfo> info) {
    return info.map(DynomiteInfo::storageFailures).orElseGet(OptionalLong::empty);
  }

  /** Queries twice: Dynomite's first answer has the numbers of the query before. */
  private Optional<DynomiteInfo> freshCounters() {
    counters();
    try {
      pause.millis(PUBLISHED_MILLIS, CancelSignal.never());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return counters();
  }

  /** Makes Dynomite's counters current for the next query. */
  void refreshCounters() {
    freshCounters();
  }

  private Optional<DynomiteInfo> counters() {
    try {
      return Optional.of(counters.get());
    } catch (WarmupException e) {
      return Optional.empty();
    }
  }
}
