// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.topology.ring;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.topology.hash.TokenHash;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds keys that belong to this node. Dynomite would forward a key of another node's range, and
 * such a key would show nothing about this node.
 */
public final class OwnedKeys {
  /**
   * Most keys to try. At 0.5 microseconds each they take 8 s, enough for 64 keys in a range of a
   * 200,000th of the ring.
   */
  private static final int MAX_TRIES = 16_000_000;

  /** After so many tries, a search that would find fewer than half of the keys ends. */
  private static final int TRIAL = 1_000_000;

  /** The first numbers are tried in order, enough for a range of a thousandth of the ring. */
  private static final int IN_ORDER = 100_000;

  /** An odd factor, which gives all different numbers of 32 bits in a random-like order. */
  private static final long FACTOR = 2_654_435_761L;

  /** If a hundred times as many keys as can be expected are not enough, chance does not help. */
  private static final int HOPELESS = 100;

  private final KeyRange range;
  private final Map<String, List<String>> found = new ConcurrentHashMap<>();

  public OwnedKeys(KeyRange range) {
    this.range = range;
  }

  /**
   * Finds keys. This takes a while for a small range; the result is cached.
   *
   * @throws WarmupException NO_TOPOLOGY if the node has only a part of the ring and the cluster's
   *     hash is not supported, or if the part is too small
   */
  public List<String> find(String prefix, int count) {
    return found.computeIfAbsent(count + " " + prefix, any -> search(prefix, count));
  }

  private List<String> search(String prefix, int count) {
    requireSupported();
    int tries = isHopeless(count) ? 0 : MAX_TRIES;
    String start = range.tag().neutralize(prefix);
    List<String> keys = new ArrayList<>();
    int tried = 0;
    for (; tried < tries && keys.size() < count; tried++) {
      if (tried == TRIAL && (long) keys.size() * MAX_TRIES / TRIAL < count / 2) {
        break;
      }
      String key = start + number(tried);
      if (range.holds(key.getBytes(StandardCharsets.UTF_8))) {
        keys.add(key);
      }
    }
    if (keys.size() < count) {
      throw new WarmupException(
          Reason.NO_TOPOLOGY,
          String.format(
              "fewer than %d keys that belong to token %s can be found that start with '%s': this"
                  + " node's share of its rack's %d tokens is too small",
              count, range.own(), start, range.ring().size()));
    }
    return Collections.unmodifiableList(keys);
  }

  /**
   * Returns the number that is tried next. The last character changes only a few low bits of the
   * FNV-1 hashes, so numbers in a row would try the same small part of the ring again and again.
   */
  private static long number(int i) {
    return i < IN_ORDER ? i : IN_ORDER + (i * FACTOR & 0xFFFF_FFFFL);
  }

  /**
   * Returns whether a search would find fewer than a hundredth of the keys. False for a hash whose
   * values are not spread over the whole ring, because that is unknown.
   */
  private boolean isHopeless(int count) {
    if (range.whole() || range.hash() != TokenHash.MURMUR) {
      return false;
    }
    long hashes = range.ring().ranges(range.own()).stream().mapToLong(TokenRange::size).sum();
    return (double) MAX_TRIES * hashes / TokenRange.RING * HOPELESS < count;
  }

  private void requireSupported() {
    if (!range.whole() && !range.computable()) {
      throw new WarmupException(
          Reason.NO_TOPOLOGY,
          "the cluster's hash "
              + range.hash().configName()
              + " cannot be computed: it is unknown which keys belong to this node; Dynomite 0.6.21"
              + " accepts the name, but stores every key at the rack's smallest token");
    }
  }
}
