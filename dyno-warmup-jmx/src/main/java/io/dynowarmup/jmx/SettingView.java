// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.jmx;

/** Shows one setting with the value for the next run to a Java client of the bean. */
public interface SettingView {
  String getName();

  String getValue();

  String getOrigin();
}
