// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.state;

import io.dynowarmup.api.report.BootstrapState;
import java.util.Optional;
import java.util.Properties;
import java.util.function.BooleanSupplier;

/** Records whether a node with {@code requires.bootstrap} is still closed. */
public final class BootstrapRecord {
  private static final String STATE = "bootstrap.state";
  private static final String TOGETHER = "bootstrap.together";
  private static final String OPENED_BY = "bootstrap.opened.by";

  private final Properties fields;
  private final BooleanSupplier warm;
  private final Runnable save;

  /**
   * @param fields fields of the state file
   * @param warm whether the file records the node as warm
   * @param save writes all fields
   */
  BootstrapRecord(Properties fields, BooleanSupplier warm, Runnable save) {
    this.fields = fields;
    this.warm = warm;
    this.save = save;
  }

  /**
   * Returns the state. Without a record, a node that is known to be warm is open: the setting came
   * later.
   *
   * @param required the setting {@code requires.bootstrap}
   */
  public BootstrapState state(boolean required) {
    if (!required) {
      return BootstrapState.NOT_REQUIRED;
    }
    return recorded()
        .orElseGet(
            () -> warm.getAsBoolean() ? BootstrapState.OPEN : BootstrapState.REQUIRES_BOOTSTRAP);
  }

  private Optional<BootstrapState> recorded() {
    return StateFields.known(BootstrapState.class, fields.getProperty(STATE, ""))
        .filter(state -> state != BootstrapState.NOT_REQUIRED);
  }

  /** Returns whether the file has a record. */
  public boolean isPresent() {
    return recorded().isPresent();
  }

  /** Records that the node is closed until it is bootstrapped. */
  public void require() {
    set(BootstrapState.REQUIRES_BOOTSTRAP);
  }

  /**
   * Records that a bootstrap begins.
   *
   * @param together whether the node stays closed for reads after the run, until it is opened
   */
  public void begin(boolean together) {
    fields.setProperty(TOGETHER, String.valueOf(together));
    set(BootstrapState.BOOTSTRAPPING);
  }

  /** Returns whether the node stays closed for reads after its bootstrap, until it is opened. */
  public boolean together() {
    return Boolean.parseBoolean(fields.getProperty(TOGETHER, ""));
  }

  /** Records that the node is warm, and closed for reads until it is opened. */
  public void bootstrapped() {
    set(BootstrapState.BOOTSTRAPPED);
  }

  /**
   * Records that the node is open.
   *
   * @param by what opened it, such as {@code run 7}
   */
  public void open(String by) {
    fields.setProperty(OPENED_BY, by);
    set(BootstrapState.OPEN);
  }

  /** Returns what opened the node; empty if unknown. */
  public Optional<String> openedBy() {
    return Optional.of(fields.getProperty(OPENED_BY, "")).filter(by -> !by.isEmpty());
  }

  /** Removes the record, because the setting is false. */
  public void forget() {
    if (fields.remove(STATE) != null) {
      fields.remove(TOGETHER);
      fields.remove(OPENED_BY);
      save.run();
    }
  }

  private void set(BootstrapState state) {
    if (!state.name().equals(fields.setProperty(STATE, state.name()))) {
      save.run();
    }
  }
}
