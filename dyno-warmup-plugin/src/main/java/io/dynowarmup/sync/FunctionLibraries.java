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
 * Compares the function libraries (FUNCTION LOAD, Redis 7.0 and newer) of two Redis servers by
 * their code. No client write carries a library from one node to another.
 */
public final class FunctionLibraries {
  private final Map<String, String> here;
  private final Map<String, String> there;

  private FunctionLibraries(Map<String, String> here, Map<String, String> there) {
    this.here = here;
    this.there = there;
  }

  /**
   * Reads the libraries of both servers. If neither has any, this costs each server one INFO.
   *
   * @throws WarmupException NOPERM or REDIS_ERROR if a server has libraries but does not list them
   */
  public static FunctionLibraries of(RedisData here, RedisData there) {
    long own = here.libraryCount();
    long theirs = there.libraryCount();
    return new FunctionLibraries(
        own > 0 ? here.libraries() : Collections.emptyMap(),
        theirs > 0 ? there.libraries() : Collections.emptyMap());
  }

  /** Reads the libraries of one server, as code by name. */
  public static Map<String, String> of(RedisData server) {
    return server.libraryCount() > 0 ? server.libraries() : Collections.emptyMap();
  }

  /** Returns the names of the libraries that both servers have with the same code. */
  public List<String> equal() {
    List<String> names = new ArrayList<>(there.keySet());
    names.removeIf(name -> !there.get(name).equals(here.get(name)));
    return names;
  }

  /** Returns the names of the libraries that both servers have with different code. */
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
   * Loads the libraries that the local Redis lacks or has with different code. Libraries that only
   * the local Redis has stay, because an operator may just be loading them node by node.
   *
   * @return the error by name for each library that could not be loaded
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
