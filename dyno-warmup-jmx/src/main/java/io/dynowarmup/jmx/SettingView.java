// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.jmx;

import io.dynowarmup.api.EffectiveSetting;
import javax.management.openmbean.CompositeData;

/** One setting as the next run would take it, as JMX shows it. */
public final class SettingView {
  private final String name;
  private final String value;
  private final String origin;

  private SettingView(String name, String value, String origin) {
    this.name = name;
    this.value = value;
    this.origin = origin;
  }

  static SettingView of(EffectiveSetting s) {
    return new SettingView(s.name(), s.value(), s.origin());
  }

  /** For proxies of the bean: JMX looks for a method of this name. */
  public static SettingView from(CompositeData data) {
    return new SettingView(
        (String) data.get("name"), (String) data.get("value"), (String) data.get("origin"));
  }

  /** The whole key. */
  public String getName() {
    return name;
  }

  /** Asterisks for a secret that is set. */
  public String getValue() {
    return value;
  }

  /** The file or layer that it comes from; "default" where nobody set it. */
  public String getOrigin() {
    return origin;
  }
}
