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
 * Fingerprints of keys, computed by scripts on their server, and the one change that is made by
 * them: a key is replaced only if it still is what it was. Per key that is looked at, its name and
 * 9 bytes travel (17 when it expires, 29 for a hash with fields that expire).
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
   * @param mostBytes a string with more is large
   * @param mostElements anything else with more is large
   */
  public Fingerprints(int mostBytes, int mostElements) {
    this.mostBytes = ascii(mostBytes);
    this.mostElements = ascii(mostElements);
  }

  /** Keys in a row, and what they hold. */
  public static final class Page {
    private final String cursor;
    private final List<byte[]> keys;
    private final List<Fingerprint> prints;

    Page(String cursor, List<byte[]> keys, List<Fingerprint> prints) {
      this.cursor = cursor;
      this.keys = keys;
      this.prints = prints;
    }

    /** For the next page; "0" after the last one. */
    public String cursor() {
      return cursor;
    }

    public List<byte[]> keys() {
      return keys;
    }

    /** One for each key. */
    public List<Fingerprint> prints() {
      return prints;
    }
  }

  /**
   * SCAN.
   *
   * @param without keys that begin so are left out
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
   * @return one for each key, in their order
   */
  public TimedResult<List<Fingerprint>> of(RedisData server, List<byte[]> keys) {
    return ofLater(server, keys).get();
  }

  /** As {@link #of}, without waiting for the answer: see {@link RedisData#evalLater}. */
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
   * @return whether each key is there, in their order
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

  /** One key that is to become another. */
  public static final class Swap {
    private final byte[] key;
    private final Fingerprint before;
    private final long ageMillis;
    private final RedisData.Payload payload;

    /**
     * @param before what it was; not a large one
     * @param ageMillis how long ago that was
     * @param payload what it becomes; an absent one removes it
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

    /** Whether the key goes away. */
    public boolean removes() {
      return payload.absent();
    }

    /** Of what it becomes. */
    public long bytes() {
      return payload.absent() ? 0 : payload.bytes().length;
    }

    /** A second, because both times are only about right. */
    private long leastPttl() {
      return before.pttl() < 0 ? -1 : Math.max(0, before.pttl() - ageMillis - 1_000);
    }

    private long longestPttl() {
      return before.pttl() < 0 ? -1 : before.pttl() + 1_000;
    }
  }

  /**
   * Changes each key that still is what it was.
   *
   * @return whether it was, for each
   * @throws WarmupException STRATEGY_CANNOT when this server does not understand what the other has
   *     dumped, REDIS_ERROR when it cannot take one of them, or what it refuses all writes with
   */
  public List<Boolean> swap(RedisData local, List<Swap> swaps) {
    return swap(local, swaps, Fingerprints::refuse);
  }

  /**
   * The same, and one that this server cannot take does not keep the others from being taken.
   *
   * @param refused is told of each one that this server cannot take, and why
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

  /** Throws what is no matter of one key. */
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
