// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.journal;

import java.util.TreeMap;

/** Executes the few commands of the simulation as Redis does. Values are texts. */
final class ModelRedis {
  private final TreeMap<String, String> values = new TreeMap<>();

  /** Executes a command; returns whether Redis would send it to its replicas. */
  boolean execute(String command) {
    String[] w = command.split(" ");
    switch (w[0]) {
      case "INCR":
        return add(w[1], 1);
      case "INCRBY":
        return add(w[1], Long.parseLong(w[2]));
      case "HINCRBY":
        return add(w[1] + " " + w[2], Long.parseLong(w[3]));
      case "SET":
        values.put(w[1], w[2]);
        return true;
      case "APPEND":
        values.merge(w[1], w[2], String::concat);
        return true;
      case "DEL":
        return remove(w[1]);
      case "RENAME":
        return rename(w[1], w[2]);
      default:
        throw new IllegalArgumentException(command);
    }
  }

  private boolean add(String key, long amount) {
    long before = Long.parseLong(values.getOrDefault(key, "0"));
    values.put(key, String.valueOf(before + amount));
    return true;
  }

  private boolean remove(String key) {
    boolean hash = values.keySet().removeIf(name -> name.startsWith(key + " "));
    return values.remove(key) != null || hash;
  }

  private boolean rename(String from, String to) {
    String value = values.remove(from);
    if (value != null) {
      values.put(to, value);
    }
    return value != null;
  }

  /** Returns the value of a key: of a hash, all its fields. */
  String value(String key) {
    String value = values.get(key);
    return value == null ? values.subMap(key + " ", key + "!").toString() : value;
  }

  long number(String key) {
    return Long.parseLong(values.getOrDefault(key, "0"));
  }

  ModelRedis copy() {
    ModelRedis copy = new ModelRedis();
    copy.values.putAll(values);
    return copy;
  }
}
