// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.jmx;

import io.dynowarmup.api.EffectiveSetting;
import javax.management.openmbean.CompositeData;

/** Shows one setting with the value for the next run over JMX. Immutable. */
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

  /** Creates a view for proxies of the bean; JMX requires a method of this name. */
  public static SettingView from(CompositeData data) {
    return new SettingView(
        (String) data.get("name"), (String) data.get("value"), (String) data.get("origin"));
  }

  /** Returns the full key. */
  public String getName() {
    return name;
  }

  /** Returns the value; asterisks for a secret that is set. */
  public String getValue() {
    return value;
  }

  /** Returns the file or layer that the value comes from; "default" if the setting is not set. */
  public String getOrigin() {
    return origin;
  }
}
