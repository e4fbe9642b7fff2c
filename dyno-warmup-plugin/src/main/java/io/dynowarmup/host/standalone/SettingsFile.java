// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.host.standalone;

import com.netflix.archaius.api.Config;
import com.netflix.archaius.commons.CommonsToConfig;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.file.SettledFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.TreeSet;
import org.apache.commons.configuration.ConfigurationException;
import org.apache.commons.configuration.PropertiesConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a properties file (UTF-8) as a layer of the settings. Each read returns the current
 * content. If the file can no longer be read, the last readable content stays in force. Used under
 * the lock of {@link StandaloneConfig}.
 */
final class SettingsFile {
  private static final Logger LOG = LoggerFactory.getLogger(SettingsFile.class);

  private final Path path;
  private final PropertiesConfiguration properties;
  private final ChangedFile changes;
  private Config lastGood;
  private String failure = "";
  private boolean unreadable;
  private String repeated = "";

  private SettingsFile(Path path, PropertiesConfiguration properties, ChangedFile changes) {
    this.path = path;
    this.properties = properties;
    this.changes = changes;
  }

  /**
   * Opens a file.
   *
   * @throws WarmupException FILE if it cannot be read
   */
  static SettingsFile open(Path path) {
    if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
      throw new WarmupException(
          Reason.FILE,
          path + (Files.exists(path) ? " is not a file that can be read" : " does not exist"));
    }
    settle(path);
    PropertiesConfiguration properties = new PropertiesConfiguration();
    properties.setEncoding("UTF-8");
    // A comma is part of the value; tokens and commands contain commas.
    properties.setDelimiterParsingDisabled(true);
    properties.setListDelimiter('\0');
    properties.setFile(path.toFile());
    ChangedFile changes = new ChangedFile(path);
    properties.setReloadingStrategy(changes);
    // It would log each failed read with a stack trace.
    properties.setLogger(null);
    properties.clearErrorListeners();
    try {
      properties.load();
    } catch (ConfigurationException | RuntimeException e) {
      throw new WarmupException(Reason.FILE, path + " cannot be read: " + reason(e), e);
    }
    SettingsFile file = new SettingsFile(path, properties, changes);
    properties.addErrorListener(event -> file.failure = reason(event.getCause()));
    file.lastGood = file.copy();
    return file;
  }

  /** Returns the name of the layer, which is the path. */
  String name() {
    return path.toString();
  }

  /** Returns the current content of the file as an immutable copy. */
  Config read() {
    String before = changes.loaded();
    if (changes.isChanged()) {
      settle(path);
    }
    failure = Files.exists(path) ? "permission denied" : "it does not exist";
    boolean readable = Files.isReadable(path) && properties.reload(true);
    if (readable) {
      lastGood = copy();
    }
    if (!changes.loaded().equals(before)) {
      LOG.info("File {} has changed: the next run uses its new values", path);
    }
    if (readable == unreadable) {
      unreadable = !readable;
      if (unreadable) {
        LOG.warn(
            "File {} can no longer be read ({}): the values read before stay in force",
            path,
            failure);
      } else {
        LOG.info("File {} can be read again", path);
      }
    }
    return lastGood;
  }

  /**
   * Waits until no program writes to the file, because half of a file would change settings for a
   * moment. If the file cannot be read, the load reports it.
   */
  private static void settle(Path path) {
    try {
      SettledFile.system().read(path, Integer.MAX_VALUE, bytes -> bytes);
    } catch (IOException e) {
      LOG.debug("File {} has not settled", path, e);
    }
  }

  /**
   * The outer exception of Commons Configuration only names the file; the cause says what is wrong.
   */
  private static String reason(Throwable e) {
    return e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
  }

  private Config copy() {
    PropertiesConfiguration copy = (PropertiesConfiguration) properties.clone();
    TreeSet<String> several = new TreeSet<>();
    List<String> keys = new ArrayList<>();
    for (Iterator<String> i = copy.getKeys(); i.hasNext(); ) {
      keys.add(i.next());
    }
    for (String key : keys) {
      Object value = copy.getProperty(key);
      if (value instanceof List) {
        List<?> values = (List<?>) value;
        copy.setProperty(key, values.get(values.size() - 1));
        several.add(key);
      }
    }
    warnOnce(several.toString(), several.isEmpty());
    return new CommonsToConfig(copy);
  }

  private void warnOnce(String keys, boolean none) {
    if (!none && !keys.equals(repeated)) {
      LOG.warn("File {} sets {} more than once: the last value wins", path, keys);
    }
    repeated = keys;
  }
}
