// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.redis.RedisData;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

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
    return new FunctionLibraries(of(here), of(there));
  }

  /** Reads the libraries of one server, as code by name. */
  public static Map<String, String> of(RedisData server) {
    return server.libraryCount() > 0 ? server.libraries() : Collections.emptyMap();
  }

  /** Returns the names of the libraries that both servers have with the same code. */
  public List<String> equal() {
    return names(there, name -> there.get(name).equals(here.get(name)));
  }

  /** Returns the names of the libraries that both servers have with different code. */
  public List<String> different() {
    return names(there, name -> here.containsKey(name) && !there.get(name).equals(here.get(name)));
  }

  public List<String> missingHere() {
    return names(there, name -> !here.containsKey(name));
  }

  public List<String> missingThere() {
    return names(here, name -> !there.containsKey(name));
  }

  /** Returns the names of the libraries that the local Redis lacks or has with different code. */
  public List<String> toLoad() {
    return names(there, name -> !there.get(name).equals(here.get(name)));
  }

  private static List<String> names(Map<String, String> libraries, Predicate<String> which) {
    return libraries.keySet().stream().filter(which).collect(Collectors.toList());
  }

  /**
   * Loads the libraries that the local Redis lacks or has with different code. Libraries that only
   * the local Redis has stay, because an operator may just be loading them node by node.
   *
   * @return the error by name for each library that could not be loaded
   */
  public Map<String, String> load(RedisData local) {
    Map<String, String> failed = new TreeMap<>();
    for (String name : toLoad()) {
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
