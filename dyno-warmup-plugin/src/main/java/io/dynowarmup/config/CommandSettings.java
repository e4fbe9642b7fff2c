// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.config;

/** The operator's commands that start and stop Redis or Dynomite. Immutable. */
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

  /** Returns "Redis" or "Dynomite". */
  public String name() {
    return name;
  }

  /** Returns the start command for {@code sh -c}; empty if this program does not start it. */
  public String start() {
    return settings.text(startKey);
  }

  /** Returns the key of {@link #start()} without the prefix, for messages. */
  public String startKey() {
    return startKey.key();
  }

  /** Returns the stop command for {@code sh -c}; empty if there is none. */
  public String stop() {
    return settings.text(stopKey);
  }

  /** Returns the key of {@link #stop()} without the prefix, for messages. */
  public String stopKey() {
    return stopKey.key();
  }

  /** Returns the longest wait for the first answer after a start, in ms: 100 to 600,000. */
  public long startMillis() {
    return settings.number(startMillisKey);
  }

  /**
   * Returns a command or its output for the log: known secrets are masked, and invisible characters
   * are escaped.
   */
  public String shown(String text) {
    return settings.shown(text);
  }
}
