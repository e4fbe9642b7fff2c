// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.jmx;

import io.dynowarmup.api.Warmup;

/** Implements the operations of the bean. */
abstract class OperationsBean implements WarmupMXBean {
  private final OperatorCommands orders;

  OperationsBean(Warmup warmup, NotificationPublisher news) {
    this.orders = new OperatorCommands(warmup, news);
  }

  @Override
  public String start() {
    return orders.start("", "", "");
  }

  @Override
  public String start(String source) {
    return orders.start(source, "", "");
  }

  @Override
  public String start(String source, String strategy) {
    return orders.start(source, strategy, "");
  }

  @Override
  public String start(String source, String strategy, String force) {
    return orders.start(source, strategy, force);
  }

  @Override
  public String abort() {
    return orders.abort();
  }

  @Override
  public String preflight() {
    return orders.preflight();
  }

  @Override
  public String awaitCompletion(String seconds) {
    return orders.awaitCompletion(seconds);
  }

  @Override
  public String verify(String mode) {
    return orders.verify(mode);
  }

  @Override
  public String verification() {
    return orders.verification();
  }
}
