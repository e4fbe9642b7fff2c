// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import io.dynowarmup.it.dynomite.cluster.RealDynomite;
import io.dynowarmup.it.redis.RedisBinary;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.Test;
import org.junit.runners.Parameterized.Parameters;

/**
 * A ring changes to any other one under writes: any number of racks and of nodes, uneven tokens,
 * several tokens a node (not on the real Dynomite, which crashes with them), any hash. {@code
 * -Dring.runs=30} sets the number of rings, {@code -Dring.seed=17} the first seed.
 */
public class RandomRingsIT extends Scenario {
  private static final AtomicInteger SEED = new AtomicInteger(Integer.getInteger("ring.seed", 1));

  private static final List<String> HASHES =
      List.of(
          "murmur",
          "md5",
          "crc32a",
          "fnv1_32",
          "fnv1a_32",
          "fnv1_64",
          "fnv1a_64",
          "one_at_a_time",
          "crc16");

  /** All tokens are below. The hash crc16 has only 24 bits. */
  private static final long RING = 1L << 32;

  private static final long SMALL_RING = 1L << 24;

  private final int seed = SEED.getAndIncrement();
  private final Random random = new Random(seed * 0x9E3779B97F4A7C15L);
  private final boolean real = RealDynomite.binary().isPresent();

  @Parameters(name = "{0}, {index}")
  public static List<RedisBinary> binaries() {
    return IntStream.range(0, Integer.getInteger("ring.runs", 2))
        .mapToObj(i -> RedisBinary.newest())
        .toList();
  }

  @Test
  public void everyKeyIsOnItsOwnerInTheNewRing() {
    String hash = HASHES.get(seed % HASHES.size());
    List<List<Long>> before = ring(hash, 1 + random.nextInt(3));
    List<List<Long>> after = ring(hash, 1 + random.nextInt(4));
    int oldRacks = 1 + random.nextInt(2);
    int newRacks = 1 + random.nextInt(2);
    System.out.println(
        "ring.seed=%d: %s, %d x %s to %d x %s"
            .formatted(seed, hash, oldRacks, before, newRacks, after));
    RingChange change =
        new RingChange(
            this,
            cluster(
                c ->
                    c.racks(oldRacks)
                        .nodes(before)
                        .remoteRacks(newRacks)
                        .remoteNodes(after)
                        .settings(RingChange.PATIENT.withHash(hash))));

    change.fill().empty().underWrites();

    change.assertComplete();
  }

  /** Returns the tokens of each node of a rack. */
  private List<List<Long>> ring(String hash, int nodes) {
    List<Integer> counts = new ArrayList<>();
    for (int i = 0; i < nodes; i++) {
      counts.add(real ? 1 : 1 + random.nextInt(3));
    }
    TreeSet<Long> drawn = new TreeSet<>();
    while (drawn.size() < counts.stream().mapToInt(i -> i).sum()) {
      drawn.add(token(hash.equals("crc16") ? SMALL_RING : RING, drawn));
    }
    List<Long> left = new ArrayList<>(drawn);
    List<List<Long>> ring = new ArrayList<>();
    for (int count : counts) {
      TreeSet<Long> own = new TreeSet<>();
      for (int i = 0; i < count; i++) {
        own.add(left.remove(random.nextInt(left.size())));
      }
      ring.add(List.copyOf(own));
    }
    return ring;
  }

  /** Returns any token, or one that is near another, so that some ranges are small. */
  private long token(long below, TreeSet<Long> drawn) {
    long any = (long) (random.nextDouble() * below);
    return drawn.isEmpty() || random.nextInt(3) > 0 ? any : (drawn.last() + any / 50) % below;
  }
}
