// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync.verify;

import io.dynowarmup.api.Peer;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.redis.RedisData;
import io.dynowarmup.sync.FunctionLibraries;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Makes the function libraries of this node equal to what all peers hold, by the rules of {@link
 * MajorityPolicy}.
 */
final class LibraryRepair {
  private final boolean deletes;
  private final Map<Peer, List<String>> outcomes = new HashMap<>();

  LibraryRepair(boolean deletes) {
    this.deletes = deletes;
  }

  /**
   * Repairs the libraries. If a server does not list its libraries, nothing changes.
   *
   * @param serving throws if a peer's Dynomite does not serve; called before each change
   */
  void run(RedisData here, Map<Peer, RedisData> others, Runnable serving) {
    Map<String, String> own;
    Map<Peer, Map<String, String>> theirs = new HashMap<>();
    try {
      own = FunctionLibraries.of(here);
      others.forEach((peer, data) -> theirs.put(peer, FunctionLibraries.of(data)));
    } catch (WarmupException e) {
      if (!e.reason().isRejected()) {
        throw e;
      }
      return;
    }
    Map<String, String> names = new TreeMap<>(own);
    theirs.values().forEach(names::putAll);
    for (String name : names.keySet()) {
      repair(here, name, own.get(name), theirs, serving);
    }
  }

  private void repair(
      RedisData here,
      String name,
      String own,
      Map<Peer, Map<String, String>> theirs,
      Runnable serving) {
    List<String> wanted = new ArrayList<>();
    theirs.values().forEach(libraries -> wanted.add(libraries.get(name)));
    boolean agreed = Collections.frequency(wanted, wanted.get(0)) == wanted.size();
    if (agreed && Objects.equals(own, wanted.get(0))) {
      return;
    }
    if (agreed) {
      serving.run();
    }
    String outcome = agreed ? made(here, name, wanted.get(0)) : RepairPolicy.NO_MAJORITY;
    theirs.forEach(
        (peer, libraries) -> {
          if (!Objects.equals(own, libraries.get(name))) {
            outcomes.computeIfAbsent(peer, p -> new ArrayList<>()).add(outcome);
          }
        });
  }

  private String made(RedisData here, String name, String wanted) {
    try {
      if (wanted != null) {
        here.loadLibrary(wanted);
      } else if (deletes) {
        here.deleteLibrary(name);
      } else {
        return RepairPolicy.NO_DELETES;
      }
      return RepairLog.REPAIRED;
    } catch (WarmupException e) {
      return "function library " + name + ": " + e.getMessage();
    }
  }

  /** Returns the outcome for each library that differs between this node and this peer. */
  List<String> outcomes(Peer peer) {
    return outcomes.getOrDefault(peer, Collections.emptyList());
  }
}
