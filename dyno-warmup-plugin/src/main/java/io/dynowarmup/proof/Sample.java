package io.dynowarmup.proof;

import io.dynowarmup.digest.Digests;
import io.dynowarmup.digest.Fingerprint;
import io.dynowarmup.digest.Fingerprints;
import io.dynowarmup.digest.KeyState;
import io.dynowarmup.digest.Throttle;
import io.dynowarmup.digest.Throttle.Work;
import io.dynowarmup.redis.RedisData;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Keys at random from both sides, each looked at on both. What is not the same is looked at again:
 * a write on its way has arrived then. What stands still on both sides and differs is different. A
 * large key is not read; its type and size are compared.
 */
final class Sample {
  private static final byte[] OWN = "__dyno_warmup:".getBytes(StandardCharsets.US_ASCII);

  /** A key of which more would have to be read is large. */
  private static final int MOST_BYTES = 16 * 1024;

  private static final int MOST_ELEMENTS = 200;

  private static final int BATCH_HERE = 50;

  private final RedisData here;
  private final RedisData there;
  private final Throttle throttle;
  private final boolean evicts;
  private final Fingerprints prints = new Fingerprints(MOST_BYTES, MOST_ELEMENTS);
  private final Digests digests = new Digests();
  private List<Doubt> doubts = new ArrayList<>();
  private long sampled;
  private long equal;
  private long sizeOnly;

  /** A key that was not the same. */
  private static final class Doubt {
    private final int database;
    private final byte[] key;
    private Fingerprint here;
    private Fingerprint there;
    private boolean stood;

    Doubt(int database, byte[] key) {
      this.database = database;
      this.key = key;
    }

    /** Whether it has stood still on both sides since the look before. */
    void look(Fingerprint nowHere, Fingerprint nowThere) {
      stood = same(here, nowHere) && same(there, nowThere);
      here = nowHere;
      there = nowThere;
    }

    private static boolean same(Fingerprint before, Fingerprint now) {
      return before != null && (before.same(now) || before.large() && now.large());
    }
  }

  /**
   * @param evicts whether the source evicts keys: one that only this node has is no difference then
   */
  Sample(RedisData here, RedisData there, Throttle throttle, boolean evicts) {
    this.here = here;
    this.there = there;
    this.throttle = throttle;
    this.evicts = evicts;
  }

  /**
   * The first look.
   *
   * @param each keys from each side
   */
  void take(int database, int each) throws InterruptedException {
    here.select(database);
    there.select(database);
    List<Doubt> keys = new ArrayList<>();
    for (RedisData side : new RedisData[] {there, here}) {
      for (byte[] key : side.randomKeys(each)) {
        if (!own(key)) {
          keys.add(new Doubt(database, key));
        }
      }
    }
    sampled += keys.size();
    look(keys);
  }

  /** Another look at what was not the same. */
  void lookAgain() throws InterruptedException {
    List<Doubt> before = doubts;
    doubts = new ArrayList<>();
    int[] databases = before.stream().mapToInt(d -> d.database).distinct().toArray();
    for (int database : databases) {
      here.select(database);
      there.select(database);
      List<Doubt> some = new ArrayList<>();
      before.stream().filter(d -> d.database == database).forEach(some::add);
      look(some);
    }
  }

  private void look(List<Doubt> keys) throws InterruptedException {
    for (int i = 0; i < keys.size(); ) {
      int size = Math.min(BATCH_HERE, throttle.batch(Work.DIGEST));
      List<Doubt> some = keys.subList(i, Math.min(keys.size(), i + size));
      lookAt(some);
      i += some.size();
    }
  }

  private void lookAt(List<Doubt> some) throws InterruptedException {
    List<byte[]> names = new ArrayList<>();
    some.forEach(d -> names.add(d.key));
    throttle.sends(names);
    List<Fingerprint> theirs =
        throttle.timed(Work.DIGEST, () -> prints.of(there, names), List::size);
    List<Fingerprint> own = prints.of(here, names).value();
    for (int i = 0; i < some.size(); i++) {
      judge(some.get(i), own.get(i), theirs.get(i));
    }
  }

  private void judge(Doubt doubt, Fingerprint own, Fingerprint theirs) {
    if (own.large() && theirs.large() && sameSize(doubt.key)) {
      equal++;
      sizeOnly++;
    } else if (own.same(theirs) || (evicts && theirs.absent())) {
      equal++;
    } else {
      doubt.look(own, theirs);
      doubts.add(doubt);
    }
  }

  private boolean sameSize(byte[] key) {
    List<byte[]> one = Collections.singletonList(key);
    KeyState own = digests.sizes(here, one).get(0);
    KeyState theirs = digests.sizes(there, one).get(0);
    return own.type().equals(theirs.type()) && own.size() == theirs.size();
  }

  private static boolean own(byte[] key) {
    return key.length >= OWN.length && Arrays.equals(Arrays.copyOf(key, OWN.length), OWN);
  }

  /** Whether all were the same at their last look. */
  boolean settled() {
    return doubts.isEmpty();
  }

  long sampled() {
    return sampled;
  }

  long equal() {
    return equal;
  }

  long sizeOnly() {
    return sizeOnly;
  }

  /** Those that stood still on both sides between the last two looks. */
  long different() {
    return doubts.stream().filter(d -> d.stood).count();
  }

  long inMotion() {
    return doubts.size() - different();
  }
}
