// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.cli.jar.VersionOfJar;
import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.host.standalone.StandaloneConfig;
import io.dynowarmup.host.standalone.StartText;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs the first line of a process: its version, its settings, its node and its addresses. */
final class StartLine {
  private static final Logger LOG = LoggerFactory.getLogger(StartLine.class);

  private StartLine() {}

  /** Wrong settings are not reported here, because the run ends with them. */
  static void ofRun(StandaloneConfig config, boolean dry) {
    String text;
    try {
      text = StartText.of(config, config.read());
    } catch (WarmupException e) {
      text = "the settings cannot be read";
    }
    LOG.info("Program {} begins a {}: {}", version(), dry ? "dry run" : "run", text);
  }

  static void ofDaemon(StandaloneConfig config, WarmupConfig settings) {
    LOG.info(
        "Program {} begins as a daemon: {} jmx={} http={}",
        version(),
        StartText.of(config, settings),
        address(settings.jmx().host(), settings.jmx().port()),
        address(settings.http().host(), settings.http().port()));
  }

  private static String version() {
    return String.join(", ", new VersionOfJar().getVersion());
  }

  private static String address(String host, OptionalInt port) {
    return port.isPresent() ? host + ":" + port.getAsInt() : "off";
  }
}
