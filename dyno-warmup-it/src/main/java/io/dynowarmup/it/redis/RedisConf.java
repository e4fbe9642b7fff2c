// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.redis;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The redis.conf of a test: nothing saved, everything else as Redis has it. */
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
    // nobody waits for more replicas unless a test asks for Redis's own 5 s
    lines.put("repl-diskless-sync-delay", "0");
    if (binary.atLeast(7, 0)) {
      lines.put("enable-debug-command", "local");
      // 6.2 connects from its bind address by itself; only so does a master see who its replica is
      lines.put("bind-source-addr", host);
    }
    lines.putAll(directives);
    StringBuilder text = new StringBuilder();
    lines.forEach((name, value) -> text.append(name).append(' ').append(value).append('\n'));
    return text.toString();
  }
}
