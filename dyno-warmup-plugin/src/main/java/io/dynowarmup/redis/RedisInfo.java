package io.dynowarmup.redis;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The answer of INFO, parsed. Tolerates what it does not know: other sections, other servers,
 * broken lines.
 */
public final class RedisInfo {
  private static final Pattern DATABASE = Pattern.compile("db\\d+");
  private static final Pattern KEYS = Pattern.compile("keys=(\\d{1,18})\\b");
  private static final Pattern EXPIRES = Pattern.compile("keys=\\d{1,18},expires=(\\d{1,18})\\b");
  private static final long MOST_KEYS = 1_000_000_000_000_000_000L;
  private static final String MODULE = "module:name=";

  private final Map<String, String> fields;
  private final Set<String> modules;

  /** Counted when it is first asked for; always to the same number. */
  private volatile long keys = -1;

  private RedisInfo(Map<String, String> fields, Set<String> modules) {
    this.fields = Collections.unmodifiableMap(fields);
    this.modules = Collections.unmodifiableSet(modules);
  }

  public static RedisInfo parse(String text) {
    Map<String, String> fields = new HashMap<>();
    Set<String> modules = new TreeSet<>();
    for (String line : text.split("\r?\n")) {
      if (line.startsWith(MODULE)) {
        modules.add(line.substring(MODULE.length()).split(",", 2)[0].trim());
        continue;
      }
      int colon = line.indexOf(':');
      if (colon > 0 && line.charAt(0) != '#') {
        fields.put(line.substring(0, colon).trim(), line.substring(colon + 1).trim());
      }
    }
    return new RedisInfo(fields, modules);
  }

  public Optional<String> get(String field) {
    return Optional.ofNullable(fields.get(field));
  }

  /** The field as a whole number; {@code otherwise} when it is missing or not a number. */
  public long getLong(String field, long otherwise) {
    String v = fields.get(field);
    if (v == null) {
      return otherwise;
    }
    try {
      return Long.parseLong(v);
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }

  /** All fields, by name. */
  public Map<String, String> fields() {
    return fields;
  }

  /** Names of the modules that are loaded, from section Modules (Redis 6.0 and newer). */
  public Set<String> modules() {
    return modules;
  }

  public boolean loading() {
    return getLong("loading", 0) != 0;
  }

  /** The sum of the keys of all databases, from section Keyspace. */
  public long keys() {
    if (keys < 0) {
      keys = sum(KEYS);
    }
    return keys;
  }

  /** How many of the {@link #keys()} have an expiry. */
  public long expires() {
    return sum(EXPIRES);
  }

  private long sum(Pattern count) {
    long sum = 0;
    for (Map.Entry<String, String> e : fields.entrySet()) {
      Matcher m = count.matcher(e.getValue());
      if (DATABASE.matcher(e.getKey()).matches() && m.lookingAt()) {
        // a server that lies must not make it negative
        sum = Math.min(MOST_KEYS, sum + Long.parseLong(m.group(1)));
      }
    }
    return sum;
  }

  public ReplicationInfo replication() {
    return ReplicationInfo.of(this);
  }
}
