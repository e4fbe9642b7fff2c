// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.redis;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Generates the redis.conf of a test: persistence is off, most other settings are Redis's defaults.
 */
final class RedisConf {
  private RedisConf() {}

  static String text(
      RedisBinary binary, String host, int port, Path dir, Map<String, String> directives) {
    Map<String, String> lines = new LinkedHashMap<>();
    lines.put("bind", host);
    lines.put("port", Integer.toString(port));
    lines.put("dir", dir.toString());
    lines.put("logfile", dir.resolve("redis.log").toString());
    lines.put("daemonize", "no");
    lines.put("save", "\"\"");
    lines.put("appendonly", "no");
    lines.put("protected-mode", "no");
    // Redis's default of 5 s applies only if a test sets it.
    lines.put("repl-diskless-sync-delay", "0");
    if (binary.atLeast(7, 0)) {
      lines.put("enable-debug-command", "local");
      // 6.2 connects from its bind address by default. Only then does a master see which node its
      // replica is.
      lines.put("bind-source-addr", host);
    }
    lines.putAll(directives);
    StringBuilder text = new StringBuilder();
    lines.forEach((name, value) -> text.append(name).append(' ').append(value).append('\n'));
    return text.toString();
  }
}
