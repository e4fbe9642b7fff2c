// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.bench.chunks;

/**
 * The size of a simulated warm-up, and the rates that were measured.
 *
 * @param nodes sources, and as many nodes to warm
 * @param bytesOfNode bytes of chunks of each node
 * @param dumpRate bytes a second that a node dumps
 * @param loadRate bytes a second that a populator loads
 * @param sendSeconds how long a controller needs for one message
 * @param hoursBetweenDeaths of one populator; infinite if none dies
 * @param putLimit most PUT a second for the prefix; S3 refuses more with 503
 */
record Scale(
    String name,
    int nodes,
    double bytesOfNode,
    double chunkBytes,
    double dumpRate,
    double loadRate,
    int populators,
    int controllers,
    double sendSeconds,
    double hoursBetweenDeaths,
    double putLimit) {
  /** Chunks of one node; each of the 256 slices has at least one. */
  int chunksOfNode() {
    return (int) Math.max(256, Math.ceil(bytesOfNode / chunkBytes));
  }

  double bytesOfChunk() {
    return bytesOfNode / chunksOfNode();
  }

  long chunks() {
    return (long) nodes * chunksOfNode();
  }
}
