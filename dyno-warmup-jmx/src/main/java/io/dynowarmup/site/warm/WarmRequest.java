// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.site.warm;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32;

/** What a controller warms, from what, and how. Immutable. */
public final class WarmRequest {
  /** The word for dumps that the store holds already. */
  public static final String STORE = "store";

  private static final int MOST_NAME = 150;
  private static final int PARALLEL = 4;
  private static final List<Integer> ADMIN_PORTS = Collections.singletonList(22_222);

  private final String to;
  private final String from;
  private final String store;
  private final String cluster;
  private final Optional<String> queue;
  private final int parallel;
  private final List<Integer> adminPorts;
  private final boolean keep;

  private WarmRequest(
      String to,
      String from,
      String store,
      String cluster,
      Optional<String> queue,
      int parallel,
      List<Integer> adminPorts,
      boolean keep) {
    this.to = to;
    this.from = from;
    this.store = store;
    this.cluster = cluster;
    this.queue = queue;
    this.parallel = parallel;
    this.adminPorts = Collections.unmodifiableList(new ArrayList<>(adminPorts));
    this.keep = keep;
  }

  /**
   * Returns a request that warms four nodes at a time. Each node loads its own chunks.
   *
   * @param to the nodes to warm: a data centre, a rack, or hosts that are separated by commas
   * @param from the nodes to dump: a rack or a data centre; or {@link #STORE}
   * @param store URI of the store
   */
  public static WarmRequest of(String to, String from, String store) {
    return new WarmRequest(to, from, store, "", Optional.empty(), PARALLEL, ADMIN_PORTS, false);
  }

  /** Returns a copy for dumps of this cluster. */
  public WarmRequest ofCluster(String name) {
    return new WarmRequest(to, from, store, name, queue, parallel, adminPorts, keep);
  }

  /**
   * Returns a copy that lets populators load the nodes.
   *
   * @param uri the queue
   * @param ports the admin ports that the nodes' Dynomites may have
   */
  public WarmRequest populatedBy(String uri, List<Integer> ports) {
    return new WarmRequest(to, from, store, cluster, Optional.of(uri), parallel, ports, keep);
  }

  /** Returns a copy with another number of runs at the same time. */
  public WarmRequest parallel(int runs) {
    return new WarmRequest(to, from, store, cluster, queue, runs, adminPorts, keep);
  }

  /** Returns a copy after which the dumps stay in the store, or not. */
  public WarmRequest keeping(boolean dumps) {
    return new WarmRequest(to, from, store, cluster, queue, parallel, adminPorts, dumps);
  }

  String to() {
    return to;
  }

  /** Returns the nodes to warm as a part of an object's name, which no other nodes have. */
  String name() {
    String safe = to.replaceAll("[^A-Za-z0-9.]", "-");
    CRC32 crc = new CRC32();
    byte[] bytes = to.getBytes(StandardCharsets.UTF_8);
    crc.update(bytes, 0, bytes.length);
    return safe.substring(0, Math.min(MOST_NAME, safe.length()))
        + String.format(Locale.ROOT, "-%08x", crc.getValue());
  }

  String from() {
    return from;
  }

  boolean isFromStore() {
    return from.equalsIgnoreCase(STORE);
  }

  /** Returns the name of the cluster whose dumps are loaded; empty if it has none. */
  String cluster() {
    return cluster;
  }

  public String store() {
    return store;
  }

  /** Returns the URI of the queue of the populators; empty if each node loads its own chunks. */
  Optional<String> queue() {
    return queue;
  }

  int parallel() {
    return parallel;
  }

  List<Integer> adminPorts() {
    return adminPorts;
  }

  boolean keep() {
    return keep;
  }
}
