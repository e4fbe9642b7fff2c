// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.site;

/** Reads which nodes of the data centre that has the data can be sources. */
interface ServingNodes {
  /** Reads all of its nodes. */
  Serving read() throws InterruptedException;
}
