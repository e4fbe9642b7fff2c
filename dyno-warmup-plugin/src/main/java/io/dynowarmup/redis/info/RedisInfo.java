// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis.info;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The parsed reply of INFO. Ignores unknown sections and broken lines. Immutable. */
public final class RedisInfo {
  private static final Pattern DATABASE = Pattern.compile("db(\\d{1,9})");
  private static final long MOST_KEYS = 1_000_000_000_000_000_000L;
  private static final String MODULE = "module:name=";
  private static final Pattern MODULE_VERSION = Pattern.compile(",ver=(\\d{1,18})\\b");

  /** Field names that no server uses. */
  private static final String RECORD = "dyno_warmup_record";

  private static final String CLAIM = "dyno_warmup_claim";
  private static final String MACHINE = "total_system_memory";
  private static final String PASSING = "dyno_warmup_passing";

  private final Map<String, String> fields;
  private final Map<String, OptionalLong> modules;

  // These are computed on the first call; the results are always the same.
  private volatile OptionalLong keys = OptionalLong.empty();
  private volatile SortedMap<Integer, KeyValues> databases;
  private volatile ReplicationInfo replication;

  private RedisInfo(Map<String, String> fields, Map<String, OptionalLong> modules) {
    this.fields = Collections.unmodifiableMap(fields);
    this.modules = Collections.unmodifiableMap(modules);
  }

  public static RedisInfo parse(String text) {
    Map<String, String> fields = new HashMap<>();
    Map<String, OptionalLong> modules = new TreeMap<>();
    for (int at = 0, end; at < text.length(); at = end + 1) {
      int newline = text.indexOf('\n', at);
      end = newline < 0 ? text.length() : newline;
      int colon = text.indexOf(':', at);
      if (text.startsWith(MODULE, at)) {
        module(text.substring(at + MODULE.length(), end), modules);
      } else if (colon > at && colon < end && text.charAt(at) != '#') {
        fields.put(text.substring(at, colon).trim(), text.substring(colon + 1, end).trim());
      }
    }
    return new RedisInfo(fields, modules);
  }

  private static void module(String line, Map<String, OptionalLong> modules) {
    Matcher version = MODULE_VERSION.matcher(line);
    modules.put(
        line.split(",", 2)[0].trim(),
        version.find() ? OptionalLong.of(Long.parseLong(version.group(1))) : OptionalLong.empty());
  }

  public Optional<String> get(String field) {
    return Optional.ofNullable(fields.get(field));
  }

  /** Returns the field as a whole number; {@code otherwise} if it is missing or not a number. */
  public long getLong(String field, long otherwise) {
    return whole(field).orElse(otherwise);
  }

  /** Returns the field as a whole number; empty if it is missing, negative or not a number. */
  public OptionalLong number(String field) {
    OptionalLong number = whole(field);
    return number.orElse(0) < 0 ? OptionalLong.empty() : number;
  }

  private OptionalLong whole(String field) {
    String v = fields.get(field);
    try {
      return v == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(v));
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  /** Returns {@code run_id}, which differs for each process; empty if the server reports none. */
  public String runId() {
    return fields.getOrDefault("run_id", "");
  }

  /** Returns all fields by name. */
  public Map<String, String> fields() {
    return fields;
  }

  /**
   * Returns the names and versions of the loaded modules, from the section Modules (Redis 6.0 and
   * newer).
   */
  public Map<String, OptionalLong> modules() {
    return modules;
  }

  public boolean loading() {
    return getLong("loading", 0) != 0;
  }

  /**
   * Returns this INFO with the values of the reserved keys.
   *
   * @param record the value of {@link OwnKeys#RECORD}; empty if the key does not exist
   * @param claim the value of {@link OwnKeys#CLAIM}; empty if the key does not exist
   */
  public RedisInfo with(String record, String claim) {
    Map<String, String> more = new HashMap<>(fields);
    more.put(RECORD, record);
    more.put(CLAIM, claim);
    return new RedisInfo(more, modules);
  }

  /**
   * Returns this INFO without counting some keys.
   *
   * @param count number of reserved keys that expire, including the claim
   */
  public RedisInfo withoutPassing(long count) {
    Map<String, String> more = new HashMap<>(fields);
    more.put(PASSING, String.valueOf(count));
    return new RedisInfo(more, modules);
  }

  /** Returns this INFO with one field of another INFO, if that has the field. */
  public RedisInfo with(RedisInfo other, String field) {
    Map<String, String> more = new HashMap<>(fields);
    other.get(field).ifPresent(value -> more.put(field, value));
    return new RedisInfo(more, modules);
  }

  /**
   * Returns this INFO with the memory of a container, because Redis reports that of the machine.
   *
   * @param most the memory of the container in bytes; 0 if there is no such limit
   */
  public RedisInfo withMachineMemory(long most) {
    if (most <= 0 || fields.isEmpty()) {
      return this;
    }
    Map<String, String> more = new HashMap<>(fields);
    more.put(MACHINE, String.valueOf(Math.min(most, getLong(MACHINE, most))));
    return new RedisInfo(more, modules);
  }

  /** Returns this INFO with the reserved keys of another INFO. */
  public RedisInfo withOwnKeysOf(RedisInfo other) {
    return with(other.fields.getOrDefault(RECORD, ""), other.fields.getOrDefault(CLAIM, ""));
  }

  /** Returns the record of the node's copy; empty if there is none, or if it was not read. */
  public Optional<NodeRecord> nodeRecord() {
    return NodeRecord.parse(fields.getOrDefault(RECORD, ""));
  }

  /** Returns whether the record says that all keys come from dumps; see {@link NodeRecord}. */
  public boolean isOfDump() {
    return nodeRecord().filter(r -> r.isOfDump(runId())).isPresent();
  }

  /** Returns the run that works on the node; empty if there is none, or if it was not read. */
  public Optional<NodeClaim> nodeClaim() {
    return NodeClaim.parse(fields.getOrDefault(CLAIM, ""));
  }

  /** Returns the value of {@link OwnKeys#RECORD}; empty if the key does not exist. */
  public String nodeRecordText() {
    return fields.getOrDefault(RECORD, "");
  }

  /** Returns the value of {@link OwnKeys#CLAIM}; empty if the key does not exist. */
  public String nodeClaimText() {
    return fields.getOrDefault(CLAIM, "");
  }

  /**
   * Returns the number of reserved keys that expire. If they were not counted, only the claim
   * counts.
   */
  private long passing() {
    return getLong(PASSING, held(CLAIM));
  }

  private int held(String ownKey) {
    return fields.getOrDefault(ownKey, "").isEmpty() ? 0 : 1;
  }

  /**
   * Returns the number of keys in all databases, from the section Keyspace. Does not count the
   * reserved keys ({@link OwnKeys}) that were read or counted.
   */
  public long keys() {
    if (!keys.isPresent()) {
      keys = OptionalLong.of(Math.max(0, sum("keys") - held(RECORD) - passing()));
    }
    return keys.getAsLong();
  }

  /** Returns how many of the {@link #keys()} are in database 0, the one that Dynomite serves. */
  public long servedKeys() {
    long elsewhere = 0;
    for (long number : keysByDatabase().tailMap(1).values()) {
      elsewhere = Math.min(MOST_KEYS, elsewhere + number);
    }
    return Math.max(0, keys() - elsewhere);
  }

  /** Returns how many of the {@link #keys()} have an expiry. */
  public long expires() {
    return Math.max(0, sum("expires") - passing());
  }

  /** Returns how many hashes have fields that expire: Redis 7.4 and newer, Valkey 9. */
  public long hashesWithExpiringFields() {
    return Math.max(sum("subexpiry"), sum("keys_with_volatile_items"));
  }

  /** Adds up a number of all databases. */
  private long sum(String name) {
    long sum = 0;
    for (long number : byDatabase(name).values()) {
      // a limit, so that a server that lies cannot make the sum negative
      sum = Math.min(MOST_KEYS, sum + number);
    }
    return sum;
  }

  /** Returns the number of keys of each database that holds any, reserved keys included. */
  public SortedMap<Integer, Long> keysByDatabase() {
    return byDatabase("keys");
  }

  private SortedMap<Integer, Long> byDatabase(String name) {
    SortedMap<Integer, Long> numbers = new TreeMap<>();
    databases()
        .forEach(
            (database, values) -> values.number(name).ifPresent(n -> numbers.put(database, n)));
    return numbers;
  }

  private SortedMap<Integer, KeyValues> databases() {
    SortedMap<Integer, KeyValues> found = databases;
    if (found == null) {
      found = new TreeMap<>();
      for (Map.Entry<String, String> field : fields.entrySet()) {
        if (field.getKey().startsWith("db")) {
          Matcher database = DATABASE.matcher(field.getKey());
          if (database.matches()) {
            found.put(Integer.valueOf(database.group(1)), new KeyValues(field.getValue(), ","));
          }
        }
      }
      databases = found;
    }
    return found;
  }

  /**
   * Returns a counter of a command, from the section Commandstats; empty if the server does not
   * report it.
   *
   * @param command the command in lower case; a subcommand follows after {@code |}
   * @param counter calls, or rejected_calls (Redis 6.2 and newer)
   */
  public OptionalLong commandCounter(String command, String counter) {
    return new KeyValues(fields.getOrDefault("cmdstat_" + command, ""), ",").number(counter);
  }

  public ReplicationInfo replication() {
    ReplicationInfo found = replication;
    if (found == null) {
      found = ReplicationInfo.of(this);
      replication = found;
    }
    return found;
  }
}
