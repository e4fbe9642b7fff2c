// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.fakes;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.redis.RedisData;
import io.dynowarmup.redis.info.RedisInfo;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The keys of a Redis in memory. It answers the product's scripts as their Lua code does; it
 * recognizes a script by words that only that script contains. All values are texts; values that
 * begin with "stream" have that type.
 */
public final class FakeData implements RedisData {
  /** The value of a key. */
  private static final class Value {
    private final String text;
    private final long pttl;

    Value(String text, long pttl) {
      this.text = text;
      this.pttl = pttl;
    }

    boolean large() {
      return text.length() > LARGE;
    }

    long digest() {
      long digest = 7;
      for (char c : text.toCharArray()) {
        digest = digest * 1_000_003 + c;
      }
      return digest;
    }
  }

  /** A longer text is large. */
  public static final int LARGE = 100;

  private static final int PAGE = 3;

  /** Whether this server takes every key for large, because of its own estimate of the memory. */
  public boolean allHeavy;

  private final Endpoint endpoint;
  private final Map<Integer, TreeMap<String, Value>> databases = new TreeMap<>();
  private int database;
  private final Map<String, Value> watched = new HashMap<>();
  private int turn;

  /** Receives each request before it is answered, as the name of the script or command. */
  public Consumer<String> calls = call -> {};

  /** The result of MEMORY USAGE for each key; not reported if negative. */
  public long memory = -1;

  /** The code of the function libraries by name. */
  public final Map<String, String> libraries = new TreeMap<>();

  /** The largest number of keys that a script was asked for in one page of SCAN. */
  public int largestPage;

  /** The largest number of keys that one request for random keys returns. */
  public int mostRandomKeys = Integer.MAX_VALUE;

  /** The reply to INFO for the section Stats. */
  public String stats = "";

  /** A write fails the test. */
  public boolean readOnly;

  public FakeData(String host) {
    this.endpoint = new Endpoint(host, 22122);
  }

  /** Sets a key of database 0 without an expiry. */
  public FakeData set(String key, String text) {
    return set(0, key, text, -1);
  }

  public FakeData set(int db, String key, String text, long pttl) {
    databases.computeIfAbsent(db, d -> new TreeMap<>()).put(key, new Value(text, pttl));
    return this;
  }

  public void del(String key) {
    of(0).remove(key);
  }

  /** Returns a key of database 0; null if it does not exist. */
  public String get(String key) {
    return get(0, key);
  }

  public String get(int db, String key) {
    Value value = of(db).get(key);
    return value == null ? null : value.text;
  }

  /** Returns the time to live; -1 without an expiry. */
  public long pttl(int db, String key) {
    return of(db).get(key).pttl;
  }

  /** Returns the keys of database 0. */
  public Set<String> keys() {
    return new TreeSet<>(of(0).keySet());
  }

  private TreeMap<String, Value> of(int db) {
    return databases.getOrDefault(db, new TreeMap<>());
  }

  private Value value(byte[] key) {
    return of(database).get(text(key));
  }

  private void put(byte[] key, Value value) {
    if (readOnly) {
      throw new AssertionError(text(key) + " is written to " + endpoint);
    }
    if (value == null) {
      of(database).remove(text(key));
    } else {
      set(database, text(key), value.text, value.pttl);
    }
  }

  @Override
  public Endpoint endpoint() {
    return endpoint;
  }

  /** Takes every payload for a text. */
  @Override
  public Supplier<List<Optional<WarmupException>>> restoreLater(
      List<byte[]> keys, List<Payload> payloads, long readNanos) {
    List<Optional<WarmupException>> replies = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      Payload payload = payloads.get(i);
      put(keys.get(i), new Value(text(payload.bytes()), payload.ttl() == 0 ? -1 : payload.ttl()));
      replies.add(Optional.empty());
    }
    return () -> replies;
  }

  @Override
  public Set<Integer> databases() {
    calls.accept("databases");
    Set<Integer> used = new TreeSet<>();
    databases.forEach(
        (db, keys) -> {
          if (!keys.isEmpty()) {
            used.add(db);
          }
        });
    return used;
  }

  @Override
  public void select(int db) {
    database = db;
  }

  /** Returns a few keys a page, whatever count is requested. */
  @Override
  public Page scan(String cursor, int count) {
    calls.accept("SCAN");
    List<byte[]> all = new ArrayList<>();
    of(database).keySet().forEach(key -> all.add(bytes(key)));
    int from = Math.min(all.size(), Integer.parseInt(cursor));
    int to = Math.min(all.size(), from + PAGE);
    return new Page(to == all.size() ? "0" : String.valueOf(to), all.subList(from, to));
  }

  @Override
  public long size() {
    return of(database).size();
  }

  /** Returns one key after the other. */
  @Override
  public Optional<byte[]> randomKey() {
    List<String> all = new ArrayList<>(of(database).keySet());
    return all.isEmpty() ? Optional.empty() : Optional.of(bytes(all.get(turn++ % all.size())));
  }

  @Override
  public List<byte[]> randomKeys(int count) {
    List<byte[]> keys = new ArrayList<>();
    for (int i = 0; i < Math.min(count, mostRandomKeys) && size() > 0; i++) {
      randomKey().ifPresent(keys::add);
    }
    return keys;
  }

  @Override
  public List<byte[]> eval(String script, List<byte[]> keys, List<byte[]> arguments) {
    if (script.contains("it does not admit")) {
      return fence(keys.get(0), arguments.get(0));
    }
    if (script.contains("'RESTORE'")) {
      calls.accept("swap");
      return swap(keys, arguments);
    }
    if (script.contains("out[#out + 1] = kind")) {
      calls.accept("shape");
      List<byte[]> shapes = new ArrayList<>();
      keys.forEach(key -> shapes.addAll(shape(key)));
      return shapes;
    }
    if (script.contains("redis.call('SCAN'")) {
      largestPage = Math.max(largestPage, Integer.parseInt(text(arguments.get(1))));
      return scan(text(arguments.get(0)), text(arguments.get(4)));
    }
    if (script.contains("out[i] = packed(key")) {
      calls.accept("prints");
      return prints(keys);
    }
    if (script.contains("out[i] = redis.call('EXISTS', key)")) {
      calls.accept("there");
      return there(arguments.get(0));
    }
    if (script.contains("redis.pcall('GETRANGE', key")) {
      List<byte[]> values = new ArrayList<>();
      keys.forEach(key -> values.add(bytes(value(key) == null ? "" : value(key).text)));
      return values;
    }
    if (script.contains("'MEMORY'")) {
      return Collections.singletonList(bytes(memory < 0 ? "" : String.valueOf(memory)));
    }
    if (arguments.size() == 3 && keys.size() == 1) {
      // A chunk to read or to digest is always the whole value.
      Value value = value(keys.get(0));
      String digest = value == null ? "0" : String.valueOf(value.digest() & 0xffff);
      return script.contains("sha1hex")
          ? Arrays.asList(bytes(""), bytes(digest), bytes("0"), bytes("0"), bytes("0"))
          : Arrays.asList(bytes(""), bytes(value == null ? "" : value.text));
    }
    if (arguments.size() == 2 && keys.size() == 1) {
      put(keys.get(0), new Value(text(arguments.get(1)), -1));
      return Collections.emptyList();
    }
    throw new AssertionError("a script that this fake does not know: " + script);
  }

  /** Compares only the key that admits populators. */
  private List<byte[]> fence(byte[] key, byte[] expected) {
    calls.accept("fence");
    boolean admits = text(expected).equals(get(text(key)));
    return Collections.singletonList(bytes(admits ? "" : "it does not admit"));
  }

  /** Computes the answer when it is requested; it is read later. */
  @Override
  public Supplier<List<byte[]>> evalLater(
      String script, List<byte[]> keys, List<byte[]> arguments) {
    List<byte[]> answer = eval(script, keys, arguments);
    return () -> answer;
  }

  private List<byte[]> shape(byte[] key) {
    Value v = value(key);
    String type = isStream(text(key)) ? "stream" : "string";
    return v == null
        ? Arrays.asList(bytes("none"), bytes("0"), bytes("-2"))
        : Arrays.asList(
            bytes(type), bytes(String.valueOf(v.text.length())), bytes(String.valueOf(v.pttl)));
  }

  /** Supports names shorter than 255 bytes. */
  private List<byte[]> scan(String cursor, String without) {
    Page page = scan(cursor, 0);
    List<byte[]> keys = new ArrayList<>(page.keys());
    keys.removeIf(key -> text(key).startsWith(without));
    StringBuilder names = new StringBuilder();
    keys.forEach(key -> names.append((char) key.length).append(text(key)));
    return Arrays.asList(
        bytes(page.cursor()), prints(keys).get(0), bytes(names.toString()), bytes("0"));
  }

  /** Returns whether the value is a stream; also true for a copy of a stream. */
  private boolean isStream(String key) {
    Value v = of(database).get(key);
    return v != null && v.text.startsWith("stream");
  }

  private List<byte[]> prints(List<byte[]> keys) {
    ByteBuffer packed = ByteBuffer.allocate(keys.size() * 17);
    for (byte[] key : keys) {
      Value v = value(key);
      if (v == null || allHeavy || v.large()) {
        packed.put((byte) (v == null ? 'A' : 'L'));
      } else {
        packed.put((byte) (v.pttl < 0 ? 'P' : 'E')).putLong(v.digest());
        if (v.pttl >= 0) {
          packed.putDouble(v.pttl);
        }
      }
    }
    return Arrays.asList(Arrays.copyOf(packed.array(), packed.position()), bytes("0"));
  }

  /** Supports names shorter than 255 bytes. */
  private List<byte[]> there(byte[] packed) {
    StringBuilder flags = new StringBuilder();
    ByteBuffer names = ByteBuffer.wrap(packed);
    while (names.hasRemaining()) {
      byte[] name = new byte[names.get()];
      names.get(name);
      flags.append(value(name) == null ? '0' : '1');
    }
    return Arrays.asList(bytes(flags.toString()), bytes("0"));
  }

  private List<byte[]> swap(List<byte[]> keys, List<byte[]> arguments) {
    List<byte[]> done = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      int at = 5 * i + 2;
      Value v = value(keys.get(i));
      byte[] now =
          v == null ? new byte[0] : ByteBuffer.allocate(Long.BYTES).putLong(v.digest()).array();
      boolean same = (v == null || !v.large()) && Arrays.equals(now, arguments.get(at));
      if (same) {
        long ttl = Long.parseLong(text(arguments.get(at + 4)));
        String text = text(arguments.get(at + 3));
        put(keys.get(i), text.isEmpty() ? null : new Value(text, ttl == 0 ? -1 : ttl));
      }
      done.add(bytes(same ? "1" : "0"));
    }
    return done;
  }

  @Override
  public RedisInfo stats() {
    calls.accept("stats");
    return RedisInfo.parse(stats);
  }

  @Override
  public List<Payload> dump(List<byte[]> keys) {
    calls.accept("dump");
    List<Payload> payloads = new ArrayList<>();
    for (byte[] key : keys) {
      Value v = value(key);
      payloads.add(v == null ? new Payload(null, -2) : new Payload(bytes(v.text), v.pttl));
    }
    return payloads;
  }

  @Override
  public void remove(List<byte[]> keys) {
    keys.forEach(key -> put(key, null));
  }

  @Override
  public void watch(byte[] key) {
    watched.putIfAbsent(text(key), value(key));
  }

  @Override
  public void unwatch() {
    watched.clear();
  }

  /** Supports RENAME, PERSIST, PEXPIRE and UNLINK. */
  @Override
  public boolean unlessTouched(List<List<byte[]>> commands) {
    calls.accept("exec");
    boolean touched =
        watched.entrySet().stream().anyMatch(w -> w.getValue() != value(bytes(w.getKey())));
    watched.clear();
    if (touched) {
      return false;
    }
    for (List<byte[]> command : commands) {
      byte[] key = command.get(1);
      switch (text(command.get(0))) {
        case "RENAME":
          if (value(key) == null) {
            throw new WarmupException(Reason.REDIS_ERROR, "ERR no such key");
          }
          put(command.get(2), value(key));
          put(key, null);
          break;
        case "UNLINK":
          put(key, null);
          break;
        case "PEXPIRE":
          put(key, new Value(value(key).text, Long.parseLong(text(command.get(2)))));
          break;
        default:
          put(key, new Value(value(key).text, -1));
      }
    }
    return true;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() {
    calls.accept("close");
  }

  @Override
  public long libraryCount() {
    return libraries.isEmpty() ? -1 : libraries.size();
  }

  @Override
  public Map<String, String> libraries() {
    return new TreeMap<>(libraries);
  }

  @Override
  public void loadLibrary(String code) {
    libraries.put(code.substring(code.indexOf('=') + 1), code);
  }

  @Override
  public void deleteLibrary(String name) {
    libraries.remove(name);
  }
}
