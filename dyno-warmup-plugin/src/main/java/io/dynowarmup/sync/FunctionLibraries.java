// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.redis.RedisData;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The function libraries of two Redis (FUNCTION LOAD, Redis 7.0 and newer). No write of a client
 * carries them from one node to another. They are compared by their code.
 */
public final class FunctionLibraries {
  private final Map<String, String> here;
  private final Map<String, String> there;

  private FunctionLibraries(Map<String, String> here, Map<String, String> there) {
    this.here = here;
    this.there = there;
  }

  /**
   * Costs each server one INFO where neither has any.
   *
   * @throws WarmupException NOPERM or REDIS_ERROR when a server has some and does not show them
   */
  public static FunctionLibraries of(RedisData here, RedisData there) {
    long own = here.libraryCount();
    long theirs = there.libraryCount();
    return new FunctionLibraries(
        own > 0 ? here.libraries() : Collections.emptyMap(),
        theirs > 0 ? there.libraries() : Collections.emptyMap());
  }

  /** Those of one server. */
  public static Map<String, String> of(RedisData server) {
    return server.libraryCount() > 0 ? server.libraries() : Collections.emptyMap();
  }

  /** Names of those that both have with the same code. */
  public List<String> equal() {
    List<String> names = new ArrayList<>(there.keySet());
    names.removeIf(name -> !there.get(name).equals(here.get(name)));
    return names;
  }

  /** Names of those that both have, with different code. */
  public List<String> different() {
    List<String> names = new ArrayList<>(there.keySet());
    names.removeIf(name -> !here.containsKey(name) || there.get(name).equals(here.get(name)));
    return names;
  }

  public List<String> missingHere() {
    List<String> names = new ArrayList<>(there.keySet());
    names.removeAll(here.keySet());
    return names;
  }

  public List<String> missingThere() {
    List<String> names = new ArrayList<>(here.keySet());
    names.removeAll(there.keySet());
    return names;
  }

  /**
   * Loads into the local Redis what it lacks, or has with other code. Those that only it has stay:
   * somebody may have just loaded them, node by node.
   *
   * @return why, by name, for each that could not be loaded
   */
  public Map<String, String> load(RedisData local) {
    Map<String, String> failed = new TreeMap<>();
    List<String> wanted = different();
    wanted.addAll(missingHere());
    for (String name : wanted) {
      try {
        local.loadLibrary(there.get(name));
      } catch (WarmupException e) {
        if (e.reason().isTransient()) {
          throw e;
        }
        failed.put(name, e.getMessage());
      }
    }
    return failed;
  }
}
