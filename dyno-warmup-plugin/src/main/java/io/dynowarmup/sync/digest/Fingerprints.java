// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync.digest;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.redis.RedisData;
import io.dynowarmup.redis.WriteRefusal;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * Computes fingerprints of keys with scripts on their server, and replaces a key only if its
 * fingerprint is unchanged. Each compared key costs its name and 9 bytes on the wire: 17 bytes if
 * it expires, 29 for a hash with expiring fields.
 */
public final class Fingerprints {
  private static final String SCAN =
      Script.read(
          "clock.lua",
          "fields.lua",
          "stream.lua",
          "content.lua",
          "print.lua",
          "names.lua",
          "scan.lua");
  private static final String PRINTS =
      Script.read(
          "clock.lua", "fields.lua", "stream.lua", "content.lua", "print.lua", "prints.lua");
  private static final String SWAP =
      Script.read("fields.lua", "stream.lua", "content.lua", "print.lua", "swap.lua");

  private static final String THERE = Script.read("clock.lua", "names.lua", "there.lua");

  private static final byte[] NOTHING = new byte[0];

  private final byte[] mostBytes;
  private final byte[] mostElements;

  public Fingerprints() {
    this(Digests.MOST_BYTES, Digests.MOST_ELEMENTS);
  }

  /**
   * Creates an instance with its own limits.
   *
   * @param mostBytes a longer string is large
   * @param mostElements any other key with more elements is large
   */
  public Fingerprints(int mostBytes, int mostElements) {
    this.mostBytes = ascii(mostBytes);
    this.mostElements = ascii(mostElements);
  }

  /** One page of keys and their fingerprints. */
  public static final class Page {
    private final String cursor;
    private final List<byte[]> keys;
    private final List<Fingerprint> prints;

    Page(String cursor, List<byte[]> keys, List<Fingerprint> prints) {
      this.cursor = cursor;
      this.keys = keys;
      this.prints = prints;
    }

    /** Returns the cursor of the next page; "0" after the last page. */
    public String cursor() {
      return cursor;
    }

    public List<byte[]> keys() {
      return keys;
    }

    /** Returns one fingerprint for each key. */
    public List<Fingerprint> prints() {
      return prints;
    }
  }

  /**
   * Scans one page of keys with SCAN.
   *
   * @param without keys with this prefix are left out
   */
  public TimedResult<Page> scan(RedisData server, String cursor, int count, String without) {
    List<byte[]> answer =
        server.eval(
            SCAN,
            Collections.emptyList(),
            Arrays.asList(
                cursor.getBytes(StandardCharsets.US_ASCII),
                ascii(count),
                mostBytes,
                mostElements,
                without.getBytes(StandardCharsets.US_ASCII)));
    if (answer.size() != 4) {
      throw nonsense(server);
    }
    List<byte[]> keys = names(server, answer.get(2));
    Page page =
        new Page(
            new String(answer.get(0), StandardCharsets.US_ASCII),
            keys,
            unpack(server, answer.get(1), keys.size()));
    return new TimedResult<>(page, ran(server, answer.get(3)));
  }

  /**
   * Returns the fingerprints of keys.
   *
   * @return one fingerprint for each key, in the same order
   */
  public TimedResult<List<Fingerprint>> of(RedisData server, List<byte[]> keys) {
    return ofLater(server, keys).get();
  }

  /**
   * Requests fingerprints as {@link #of} does, without waiting for the answer; see {@link
   * RedisData#evalLater}.
   */
  public Supplier<TimedResult<List<Fingerprint>>> ofLater(RedisData server, List<byte[]> keys) {
    if (keys.isEmpty()) {
      return () -> new TimedResult<>(Collections.emptyList(), 0);
    }
    Supplier<List<byte[]>> later =
        server.evalLater(PRINTS, keys, Arrays.asList(mostBytes, mostElements));
    return () -> {
      List<byte[]> answer = later.get();
      if (answer.size() != 2) {
        throw nonsense(server);
      }
      return new TimedResult<>(
          unpack(server, answer.get(0), keys.size()), ran(server, answer.get(1)));
    };
  }

  /**
   * Returns whether keys exist.
   *
   * @return one value for each key, in the same order
   */
  public TimedResult<List<Boolean>> present(RedisData server, List<byte[]> keys) {
    if (keys.isEmpty()) {
      return new TimedResult<>(Collections.emptyList(), 0);
    }
    List<byte[]> answer =
        server.eval(
            THERE, Collections.emptyList(), Collections.singletonList(PackedNames.pack(keys)));
    if (answer.size() != 2 || answer.get(0).length != keys.size()) {
      throw nonsense(server);
    }
    List<Boolean> present = new ArrayList<>(keys.size());
    for (byte flag : answer.get(0)) {
      present.add(flag == '1');
    }
    return new TimedResult<>(present, ran(server, answer.get(1)));
  }

  private static long ran(RedisData server, byte[] micros) {
    try {
      return TimeUnit.MICROSECONDS.toNanos(
          Long.parseLong(new String(micros, StandardCharsets.US_ASCII)));
    } catch (NumberFormatException e) {
      throw nonsense(server);
    }
  }

  private static List<byte[]> names(RedisData server, byte[] packed) {
    try {
      return PackedNames.unpack(packed);
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      throw nonsense(server);
    }
  }

  private static List<Fingerprint> unpack(RedisData server, byte[] packed, int expected) {
    ByteBuffer buffer = ByteBuffer.wrap(packed);
    List<Fingerprint> prints = new ArrayList<>(expected);
    try {
      for (int i = 0; i < expected; i++) {
        prints.add(Fingerprint.read(buffer));
      }
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      throw nonsense(server);
    }
    return prints;
  }

  /** One replacement of a key. */
  public static final class Swap {
    private final byte[] key;
    private final Fingerprint before;
    private final long ageMillis;
    private final RedisData.Payload payload;

    /**
     * Creates a replacement.
     *
     * @param before the earlier fingerprint of the key; not a large one
     * @param ageMillis the age of that fingerprint in milliseconds
     * @param payload the new value; an absent one removes the key
     */
    public Swap(byte[] key, Fingerprint before, long ageMillis, RedisData.Payload payload) {
      this.key = key;
      this.before = before;
      this.ageMillis = ageMillis;
      this.payload = payload;
    }

    public byte[] key() {
      return key;
    }

    /** Returns whether the key is removed. */
    public boolean removes() {
      return payload.absent();
    }

    /** Returns the bytes of the new value. */
    public long bytes() {
      return payload.absent() ? 0 : payload.bytes().length;
    }

    /** Allows one second, because both times are approximate. */
    private long leastPttl() {
      return before.pttl() < 0 ? -1 : Math.max(0, before.pttl() - ageMillis - 1_000);
    }

    private long longestPttl() {
      return before.pttl() < 0 ? -1 : before.pttl() + 1_000;
    }
  }

  /**
   * Replaces each key that is unchanged.
   *
   * @return for each key, whether it was unchanged and was replaced
   * @throws WarmupException STRATEGY_CANNOT if this server does not understand the DUMP of the
   *     other; REDIS_ERROR if it cannot store one of the values; or the reason why it refuses all
   *     writes
   */
  public List<Boolean> swap(RedisData local, List<Swap> swaps) {
    return swap(local, swaps, Fingerprints::refuse);
  }

  /**
   * Replaces each key that is unchanged. A value that this server cannot store does not prevent the
   * others.
   *
   * @param refused receives each replacement that this server cannot store, and why
   */
  public List<Boolean> swap(RedisData local, List<Swap> swaps, BiConsumer<Swap, String> refused) {
    if (swaps.isEmpty()) {
      return Collections.emptyList();
    }
    List<byte[]> keys = new ArrayList<>();
    List<byte[]> arguments = new ArrayList<>(Arrays.asList(mostBytes, mostElements));
    for (Swap swap : swaps) {
      keys.add(swap.key);
      arguments.add(swap.before.digest());
      arguments.add(ascii(swap.leastPttl()));
      arguments.add(ascii(swap.longestPttl()));
      arguments.add(swap.payload.absent() ? NOTHING : swap.payload.bytes());
      arguments.add(ascii(swap.payload.ttl()));
    }
    List<byte[]> answer = local.eval(SWAP, keys, arguments);
    if (answer.size() != swaps.size()) {
      throw nonsense(local);
    }
    List<Boolean> done = new ArrayList<>();
    for (int i = 0; i < swaps.size(); i++) {
      String text = new String(answer.get(i), StandardCharsets.UTF_8);
      if (text.length() > 1) {
        refusesAll(local, text);
        refused.accept(
            swaps.get(i), "Redis " + local.endpoint() + " answered RESTORE with: " + text);
      }
      done.add("1".equals(text));
    }
    return done;
  }

  /** Throws if the error does not concern one key only. */
  private static void refusesAll(RedisData local, String error) {
    String server = local.endpoint().toString();
    WriteRefusal.in(server, error).ifPresent(Fingerprints::raise);
    if (error.contains("DUMP payload version")) {
      String why = "Redis " + server + " does not understand the source's newer DUMP";
      throw new WarmupException(Reason.STRATEGY_CANNOT, why);
    }
  }

  private static void raise(WarmupException e) {
    throw e;
  }

  private static void refuse(Swap swap, String why) {
    throw new WarmupException(Reason.REDIS_ERROR, why);
  }

  private static WarmupException nonsense(RedisData server) {
    return new WarmupException(
        Reason.REDIS_ERROR,
        "Redis " + server.endpoint() + " answered a fingerprint script with something else");
  }

  private static byte[] ascii(long number) {
    return String.valueOf(number).getBytes(StandardCharsets.US_ASCII);
  }
}
