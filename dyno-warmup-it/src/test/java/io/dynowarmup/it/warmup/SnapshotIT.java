// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertEnded;
import static io.dynowarmup.it.warmup.Checks.assertSays;
import static io.dynowarmup.it.warmup.Checks.assertServes;
import static io.dynowarmup.it.warmup.Checks.assertWarmed;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.chunk.dump.DumpProgress;
import io.dynowarmup.chunk.format.DumpIdentity;
import io.dynowarmup.chunk.format.Layout;
import io.dynowarmup.chunk.format.Manifest;
import io.dynowarmup.chunk.format.ManifestText;
import io.dynowarmup.it.Await;
import io.dynowarmup.it.load.Workload;
import io.dynowarmup.it.load.WriteLoad;
import io.dynowarmup.it.redis.Filler;
import io.dynowarmup.it.redis.RedisServer;
import io.dynowarmup.time.CancelSignal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.params.SetParams;

/** The strategy {@code snapshot}: a node is loaded from a dump, then made equal to the source. */
public class SnapshotIT extends Scenario {
  private static final int KEYS = 5_000;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();
  private Path store;

  @Before
  public void theStore() {
    store = folder.getRoot().toPath().resolve("store");
  }

  private Manifest dump() {
    return using(warmup(source())).dump();
  }

  private WarmedNode using(WarmedNode node) {
    return node.set("chunks.store", store.toUri());
  }

  private WarmedNode snapshot() {
    return using(warmup()).set("strategy", "snapshot");
  }

  private void assertSame() {
    AllKeys.awaitSame(cold().redis(), source().redis(), LIMIT);
  }

  @Test
  public void everyTypeArrivesFromADump() {
    cluster();
    Filler.types(source().redis(), 200);
    Filler.strings(source().redis(), KEYS, 50);
    try (Jedis there = source().redis().client()) {
      there.set(new byte[] {0, -1, 13, 10}, new byte[] {-128, 0});
      there.set("large".getBytes(StandardCharsets.US_ASCII), new byte[3 * 1024 * 1024 + 17]);
      for (int i = 0; i < 5_000; i++) {
        there.zadd("large set", i / 7.0, "member " + i);
      }
      there.pexpire("large set", 600_000);
      there.set("empty", "");
      there.set("short", "lived", SetParams.setParams().px(600_000));
      there.set("gone", "before the dump", SetParams.setParams().px(1));
      there.select(5);
      there.set("elsewhere", "too", SetParams.setParams().px(600_000));
    }
    Manifest dump = dump();
    assertEquals(0, dump.leftOut());

    WarmupStatus end = snapshot().atStartup();

    assertWarmed(end);
    assertEquals("snapshot", end.strategy().get());
    assertEquals(List.of(), end.warnings());
    assertSame();
    try (Jedis here = cold().redis().client();
        Jedis there = source().redis().client()) {
      assertEquals("expiry in s", there.pttl("short") / 1e3, here.pttl("short") / 1e3, 1);
      assertEquals("expiry in s", there.pttl("large set") / 1e3, here.pttl("large set") / 1e3, 1);
    }
    assertServes(cold());
    assertTrue(
        "the values came from the dump: " + end.progress().keys(),
        end.progress().keys().get().moved() <= dump.keys() + 5);
  }

  @Test
  public void whatChangedSinceTheDumpIsExact() {
    cluster();
    Filler.strings(source().redis(), KEYS, 50);
    dump();
    ChangedKeys.everyTenthOf(KEYS, source().redis());
    Filler.strings(source().redis(), "new:", 200, 50);

    WarmupStatus end = snapshot().atStartup();

    assertWarmed(end);
    assertSame();
    assertServes(cold());
  }

  @Test
  public void underWritesOfEveryTypeNothingIsLostOrComesBack() {
    cluster(c -> c.racks(3));
    Filler.strings(source().redis(), KEYS, 50);
    WriteLoad rising = load(Workload.versions("v:", 1_000, 0), 500);
    WriteLoad mixed = load(new RandomCommands("t:", 700, 1, 0), 500);
    Await.until("writes flow", LIMIT, () -> rising.acked() > 500 && mixed.sent() > 500);
    dump();
    long dumped = rising.acked();
    Await.until("writes after the dump", LIMIT, () -> rising.acked() > dumped + 500);

    WarmupStatus end = snapshot().set("source", source().rack()).set("force", true).byHand();

    assertWarmed(end);
    long at = rising.acked();
    Await.until("writes after the warm-up", LIMIT, () -> rising.acked() > at + 200);
    rising.stop();
    mixed.stop();
    Await.until(
        () -> rising.check(cold().redis()).toString(),
        LIMIT,
        () -> rising.check(cold().redis()).lost() == 0);
    assertSame();
  }

  @Test
  public void damagedChunksAreNamedAndTheRestIsCopiedFromTheSource() throws IOException {
    cluster();
    Filler.strings(source().redis(), KEYS, 50);
    dump();
    List<Path> chunks = files("chunks");
    for (int i = 0; i < chunks.size(); i += 2) {
      byte[] bytes = Files.readAllBytes(chunks.get(i));
      switch (i / 2 % 4) {
        case 0 -> Files.delete(chunks.get(i));
        case 1 -> Files.write(chunks.get(i), Arrays.copyOf(bytes, bytes.length / 2));
        case 2 -> Files.copy(chunks.get(i + 1), chunks.get(i), StandardCopyOption.REPLACE_EXISTING);
        default -> {
          bytes[bytes.length / 2] ^= 16;
          Files.write(chunks.get(i), bytes);
        }
      }
    }

    WarmupStatus end = snapshot().atStartup();

    assertWarmed(end);
    assertSame();
    assertSays("the dump is not complete, and the rest is copied", end.warnings().toString());
    assertSays("is missing", end.warnings().toString());
  }

  private List<Path> files(String folderName) throws IOException {
    try (Stream<Path> all = Files.walk(store.resolve(folderName))) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  @Test
  public void theDumpOfAnotherClusterIsNotUsed() {
    cluster();
    Filler.strings(source().redis(), 100, 50);
    using(warmup(source())).set("cluster", "other").dump();

    WarmupStatus end = snapshot().atStartup();

    assertEnded(WarmupOutcome.FAILED, Reason.STRATEGY_CANNOT, end);
    assertSays("no dump of cluster ''", end.reason());
    assertSays("it is of cluster 'other', not ''", end.warnings().toString());
    assertServes(cold());
  }

  @Test
  public void autoTakesAYoungDumpToSpareTheSource() {
    cluster();
    Filler.strings(source().redis(), KEYS, 50);
    dump();
    WarmedNode auto = using(warmup()).set("source.may.fork", false);
    assertSays("snapshot (auto: to spare the source a fork", preflight(auto));

    WarmupStatus end = auto.atStartup();

    assertWarmed(end);
    assertSays("source.may.fork=false, and the dump in ", end.strategy().get());
    assertSays(" old)", end.strategy().get());
    assertSame();
  }

  @Test
  public void autoCopiesIfTheDumpIsTooOldOrNotUnderstood() throws IOException {
    cluster();
    Filler.types(source().redis(), 20);
    Manifest dump = dump();
    WarmedNode auto = using(warmup()).set("source.may.fork", false);
    long old = dump.dump().startedMillis() - Duration.ofDays(2).toMillis();
    DumpIdentity identity = new DumpIdentity.Builder().from(dump.dump()).startedMillis(old).build();
    rewrite(dump, new Manifest.Builder().from(dump).dump(identity).build());
    assertSays("copy (auto", preflight(auto));
    rewrite(dump, new Manifest.Builder().from(dump).trial("0001ff").build());

    WarmupStatus end = auto.atStartup();

    assertWarmed(end);
    assertSays("no dump is used, and all keys are copied", end.warnings().toString());
    assertSays("does not understand the values of dump", end.warnings().toString());
    assertSame();
  }

  private static void flush(RedisServer redis) {
    try (Jedis jedis = redis.client()) {
      jedis.flushAll();
    }
  }

  private static String preflight(WarmedNode node) {
    try {
      return node.engine().preflight(WarmupRequest.atStartup()).text();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void rewrite(Manifest old, Manifest changed) throws IOException {
    Path file = store.resolve(Layout.manifest(old.dump().id()));
    Files.write(file, ManifestText.write(changed));
  }

  @Test
  public void aRedisThatDoesNotUnderstandTheDumpIsNotTouched() throws IOException {
    cluster();
    Filler.types(source().redis(), 20);
    Manifest dump = dump();
    rewrite(dump, new Manifest.Builder().from(dump).trial("0001ff").build());

    WarmupStatus end = snapshot().atStartup();

    assertEnded(WarmupOutcome.FAILED, Reason.STRATEGY_CANNOT, end);
    assertSays("which Redis " + dump.dump().redisVersion() + " wrote", end.reason());
    assertEquals(0, cold().redis().keys());
    assertServes(cold());
  }

  @Test
  public void aDumpThatWasEndedGoesOn() {
    cluster();
    Filler.strings(source().redis(), 20_000, 50);
    WarmedNode node = using(warmup(source())).set("delta.keys.per.second", 10_000);
    CancelSignal signal = new CancelSignal();
    DumpProgress[] progress = new DumpProgress[1];
    Thread killer =
        new Thread(
            () -> {
              Await.until("chunks", LIMIT, () -> progress[0] != null && progress[0].chunks() > 5);
              signal.cancel("test");
            });
    killer.start();
    WarmupException e =
        assertThrows(WarmupException.class, () -> node.dump(signal, p -> progress[0] = p));
    assertEquals(Reason.ABORTED, e.reason());
    long stored = progress[0].chunks();

    node.set("delta.keys.per.second", 1_000_000);
    Manifest dump = node.dump(CancelSignal.never(), p -> progress[0] = p);

    assertEquals("the names are not listed again", 0, progress[0].names());
    assertTrue("ended too late: " + stored, stored < 256);
    assertEquals("with those that were stored before", 256, progress[0].chunks());
    assertEquals(20_000, dump.keys());
    assertWarmed(snapshot().atStartup());
    assertSame();
  }

  @Test
  public void aTokenThatNoNodeHasAnyMoreIsLoadedAndSaysSo() {
    cluster();
    Filler.types(source().redis(), 50);
    Filler.strings(source().redis(), KEYS, 50);
    AllKeys before = AllKeys.of(source().redis());
    dump();
    source().dynomite().kill();
    source().redis().kill();

    assertSays("without a source, a run loads the newest dumps", preflight(snapshot()));
    WarmupStatus end = snapshot().atStartup();

    assertEnded(WarmupOutcome.PARTIAL, Reason.NO_HEALTHY_SOURCE, end);
    assertSays(" were loaded from the dumps in ", end.reason());
    assertSays(": state as of 2", end.reason());
    assertSays("nothing was compared, because no peer can be the source", end.reason());
    assertEquals(Map.of(), AllKeys.differences(AllKeys.of(cold().redis()), before));
    assertServes(cold());
  }

  @Test
  public void aNodeWithoutPeersIsLoadedOnlyIfItIsEmpty() throws IOException {
    cluster(c -> c.racks(1));
    Filler.strings(source().redis(), KEYS, 50);
    WarmedNode node = using(warmup(source())).set("strategy", "snapshot");
    node.dump();
    Files.delete(files("chunks").get(7));
    flush(source().redis());
    Filler.strings(source().redis(), "newer:", 10, 50);

    WarmupStatus refused = node.set("force", false).byHand();

    assertEnded(WarmupOutcome.SKIPPED, Reason.NO_PEER, refused);
    assertEquals(10, source().redis().keys());

    flush(source().redis());
    WarmupStatus end = node.byHand();

    assertEnded(WarmupOutcome.PARTIAL, Reason.NO_PEER, end);
    assertSays("; damaged: chunk ", end.reason());
    long keys = source().redis().keys();
    assertTrue(keys + " keys", keys > KEYS * 9 / 10 && keys < KEYS);
    assertServes(source());
  }

  @Test
  public void withoutAStoreTheStrategyDoesNotBegin() {
    cluster();
    Filler.strings(source().redis(), 100, 50);

    WarmupStatus end = warmup().set("strategy", "snapshot").atStartup();

    assertEquals(WarmupOutcome.FAILED, end.outcome().get());
    assertSays("snapshot needs chunks.store", end.reason());
    assertServes(cold());
  }
}
