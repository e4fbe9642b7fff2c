// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.state;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/** Records the settings of the local Redis that a run changes, with the values to restore. */
public final class ChangedSettings {
  static final String PREFIX = "run.setting.";

  private final Properties fields;
  private final Runnable save;

  ChangedSettings(Properties fields, Runnable save) {
    this.fields = fields;
    this.save = save;
  }

  /** Records a setting that a run is about to change. */
  public void record(String name, String valueBefore) {
    fields.setProperty(PREFIX + name, valueBefore);
    save.run();
  }

  /** Returns the settings that a run has not restored yet. */
  public Map<String, String> all() {
    Map<String, String> settings = new LinkedHashMap<>();
    for (String key : fields.stringPropertyNames()) {
      if (key.startsWith(PREFIX)) {
        settings.put(key.substring(PREFIX.length()), fields.getProperty(key));
      }
    }
    return settings;
  }

  /** Records that a setting is restored. */
  public void restored(String name) {
    if (fields.remove(PREFIX + name) != null) {
      save.run();
    }
  }
}
