// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.site;

/** The source chosen for a node. Immutable. */
final class SourceChoice {
  private final String address;
  private final boolean afar;

  private SourceChoice(String address, boolean afar) {
    this.address = address;
    this.afar = afar;
  }

  static SourceChoice of(String address, boolean afar) {
    return new SourceChoice(address, afar);
  }

  /** Returns host:port of its Dynomite, or the data centre whose nodes hold the node's range. */
  String address() {
    return address;
  }

  /** Returns whether it is in another data centre. */
  boolean afar() {
    return afar;
  }
}
