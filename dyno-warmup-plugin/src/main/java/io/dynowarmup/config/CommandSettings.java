// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.config;

/** How Redis or Dynomite is started and stopped by the operator's commands. */
public final class CommandSettings {
  private final String name;
  private final WarmupKey startKey;
  private final WarmupKey stopKey;
  private final WarmupKey startMillisKey;
  private final Settings settings;

  private CommandSettings(
      String name,
      WarmupKey startKey,
      WarmupKey stopKey,
      WarmupKey startMillisKey,
      Settings settings) {
    this.name = name;
    this.startKey = startKey;
    this.stopKey = stopKey;
    this.startMillisKey = startMillisKey;
    this.settings = settings;
  }

  static CommandSettings redis(Settings settings) {
    return new CommandSettings(
        "Redis",
        WarmupKey.REDIS_START_COMMAND,
        WarmupKey.REDIS_STOP_COMMAND,
        WarmupKey.REDIS_START_MSEC,
        settings);
  }

  static CommandSettings dynomite(Settings settings) {
    return new CommandSettings(
        "Dynomite",
        WarmupKey.DYNOMITE_START_COMMAND,
        WarmupKey.DYNOMITE_STOP_COMMAND,
        WarmupKey.DYNOMITE_START_MSEC,
        settings);
  }

  /** Redis or Dynomite. */
  public String name() {
    return name;
  }

  /** For sh -c; empty where it is not ours to start. */
  public String start() {
    return settings.text(startKey);
  }

  /** The key of {@link #start()} below the prefix, for messages. */
  public String startKey() {
    return startKey.key();
  }

  /** For sh -c; empty where there is none. */
  public String stop() {
    return settings.text(stopKey);
  }

  public String stopKey() {
    return stopKey.key();
  }

  /** How long the first answer after a start may take. */
  public long startMillis() {
    return settings.number(startMillisKey);
  }

  /** A command, or what it prints, fit for the log: no password of ours, nothing invisible. */
  public String shown(String text) {
    return settings.shown(text);
  }
}
