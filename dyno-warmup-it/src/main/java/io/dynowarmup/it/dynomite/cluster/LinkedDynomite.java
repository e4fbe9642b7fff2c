// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.dynomite.cluster;

import io.dynowarmup.it.dynomite.DynomiteNode;
import io.dynowarmup.it.dynomite.NodeSpec;
import io.dynowarmup.it.net.LagProxy;
import java.nio.file.Path;
import java.util.List;

/**
 * A node whose peers connect through proxies. While the node does not listen, its proxies refuse
 * connections too; otherwise the peers would consider themselves connected.
 */
final class LinkedDynomite implements DynomiteNode {
  private final DynomiteNode node;
  private final List<LagProxy> waysHere;

  LinkedDynomite(DynomiteNode node, List<LagProxy> waysHere) {
    this.node = node;
    this.waysHere = waysHere;
  }

  @Override
  public void start() {
    node.start();
    waysHere.forEach(LagProxy::heal);
  }

  @Override
  public void stop() {
    waysHere.forEach(LagProxy::cut);
    node.stop();
  }

  @Override
  public void kill() {
    waysHere.forEach(LagProxy::cut);
    node.kill();
  }

  @Override
  public void freeze() {
    node.freeze();
  }

  @Override
  public void thaw() {
    node.thaw();
  }

  @Override
  public void resetToNormalByGossip() {
    node.resetToNormalByGossip();
  }

  @Override
  public boolean isRunning() {
    return node.isRunning();
  }

  @Override
  public NodeSpec spec() {
    return node.spec();
  }

  @Override
  public Path yml() {
    return node.yml();
  }

  @Override
  public String log() {
    return node.log();
  }

  @Override
  public void close() {
    node.close();
  }

  @Override
  public String toString() {
    return node.toString();
  }
}
