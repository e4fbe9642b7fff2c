package io.dynowarmup.strategy.delta;

import io.dynowarmup.digest.Fingerprint;
import io.dynowarmup.move.Sides;
import io.dynowarmup.redis.RedisInfo;
import io.dynowarmup.spi.Suitability;
import java.util.List;

/** What a delta would move, from keys of the source at random. */
final class Estimate {
  private static final int KEYS = 500;
  private static final int BATCH = 50;
  private static final double BYTES_OF_A_MEGABYTE = 1e6;

  private final Sides sides;

  Estimate(Sides sides) {
    this.sides = sides;
  }

  /** Where most keys differ, the whole data set comes faster as one stream. */
  Suitability of(RedisInfo source) throws InterruptedException {
    long sampled = 0;
    long different = 0;
    while (sampled < KEYS) {
      List<byte[]> keys = sides.there().randomKeys(BATCH);
      if (keys.isEmpty()) {
        break;
      }
      List<Fingerprint> here = sides.printsHere(keys);
      List<Fingerprint> there = sides.printsThere(keys);
      for (int i = 0; i < keys.size(); i++) {
        sampled++;
        // a large one is compared in pieces: here it counts as equal where both are large
        boolean bothLarge = here.get(i).large() && there.get(i).large();
        different += bothLarge || here.get(i).same(there.get(i)) ? 0 : 1;
      }
    }
    if (sampled == 0) {
      return Suitability.no("the source has no keys to compare with");
    }
    long bytes = source.getLong("used_memory_dataset", source.getLong("used_memory", 0));
    String found =
        String.format(
            "%d of %d sampled keys differ, about %.0f of %.0f MB",
            different,
            sampled,
            bytes * (double) different / sampled / BYTES_OF_A_MEGABYTE,
            bytes / BYTES_OF_A_MEGABYTE);
    return different * 2 <= sampled ? Suitability.yes(found) : Suitability.no(found);
  }
}
