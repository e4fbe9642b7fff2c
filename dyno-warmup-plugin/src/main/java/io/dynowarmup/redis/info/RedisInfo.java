// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis.info;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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
  private static final Pattern MODULE_VERSION = Pattern.compile(",ver=(\\d{1,18})\\b");

  /** Names that no server has. */
  private static final String RECORD = "dyno_warmup_record";

  private static final String CLAIM = "dyno_warmup_claim";
  private static final String PASSING = "dyno_warmup_passing";

  private final Map<String, String> fields;
  private final Map<String, Long> modules;

  /** Counted when it is first asked for; always to the same number. */
  private volatile long keys = -1;

  private RedisInfo(Map<String, String> fields, Map<String, Long> modules) {
    this.fields = Collections.unmodifiableMap(fields);
    this.modules = Collections.unmodifiableMap(modules);
  }

  public static RedisInfo parse(String text) {
    Map<String, String> fields = new HashMap<>();
    Map<String, Long> modules = new TreeMap<>();
    for (String line : text.split("\r?\n")) {
      if (line.startsWith(MODULE)) {
        Matcher m = MODULE_VERSION.matcher(line);
        modules.put(
            line.substring(MODULE.length()).split(",", 2)[0].trim(),
            m.find() ? Long.parseLong(m.group(1)) : -1);
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

  /**
   * Names and versions of the modules that are loaded, from section Modules (Redis 6.0 and newer);
   * a version that is not told is -1.
   */
  public Map<String, Long> modules() {
    return modules;
  }

  public boolean loading() {
    return getLong("loading", 0) != 0;
  }

  /**
   * The same with what the reserved keys of that Redis hold.
   *
   * @param record of {@link OwnKeys#RECORD}; empty when it is not there
   * @param claim of {@link OwnKeys#CLAIM}; empty when it is not there
   */
  public RedisInfo with(String record, String claim) {
    Map<String, String> more = new HashMap<>(fields);
    more.put(RECORD, record);
    more.put(CLAIM, claim);
    return new RedisInfo(more, modules);
  }

  /**
   * The same with keys set aside.
   *
   * @param count of reserved keys that expire, the claim among them
   */
  public RedisInfo withoutPassing(long count) {
    Map<String, String> more = new HashMap<>(fields);
    more.put(PASSING, String.valueOf(count));
    return new RedisInfo(more, modules);
  }

  /** The same with one field of another answer, where that has it. */
  public RedisInfo with(RedisInfo other, String field) {
    Map<String, String> more = new HashMap<>(fields);
    other.get(field).ifPresent(value -> more.put(field, value));
    return new RedisInfo(more, modules);
  }

  /** The same with the reserved keys that another answer knows of. */
  public RedisInfo withOwnKeysOf(RedisInfo other) {
    return with(other.fields.getOrDefault(RECORD, ""), other.fields.getOrDefault(CLAIM, ""));
  }

  /** What the node says of its copy; empty where it says nothing, or nobody asked. */
  public Optional<NodeRecord> nodeRecord() {
    return NodeRecord.parse(fields.getOrDefault(RECORD, ""));
  }

  /** The run that works on the node; empty where there is none, or nobody asked. */
  public Optional<NodeClaim> nodeClaim() {
    return NodeClaim.parse(fields.getOrDefault(CLAIM, ""));
  }

  /** What {@link OwnKeys#RECORD} holds; empty when it is not there. */
  public String nodeRecordText() {
    return fields.getOrDefault(RECORD, "");
  }

  /** What {@link OwnKeys#CLAIM} holds; empty when it is not there. */
  public String nodeClaimText() {
    return fields.getOrDefault(CLAIM, "");
  }

  /** Reserved keys that expire; without an answer that tells all of them, the claim. */
  private long passing() {
    return getLong(PASSING, held(CLAIM));
  }

  private int held(String ownKey) {
    return fields.getOrDefault(ownKey, "").isEmpty() ? 0 : 1;
  }

  /**
   * The sum of the keys of all databases, from section Keyspace; without the reserved keys ({@link
   * OwnKeys}), where they were asked for.
   */
  public long keys() {
    if (keys < 0) {
      keys = Math.max(0, sum(KEYS) - held(RECORD) - passing());
    }
    return keys;
  }

  /** How many of the {@link #keys()} have an expiry. */
  public long expires() {
    return Math.max(0, sum(EXPIRES) - passing());
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
