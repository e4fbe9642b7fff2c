// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.delta;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import com.netflix.archaius.config.MapConfig;
import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.report.HandOverReport;
import io.dynowarmup.api.report.Progress;
import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.dynomite.traffic.QueueFlush;
import io.dynowarmup.dynomite.traffic.TrafficGate;
import io.dynowarmup.fakes.FakeData;
import io.dynowarmup.fakes.FakeDynomite;
import io.dynowarmup.fakes.FakeRedis;
import io.dynowarmup.fakes.World;
import io.dynowarmup.journal.StreamOpener;
import io.dynowarmup.redis.ChangeFeed;
import io.dynowarmup.redis.RedisAccess;
import io.dynowarmup.spi.Checkpoint;
import io.dynowarmup.spi.HandOverPlan;
import io.dynowarmup.spi.Journals;
import io.dynowarmup.spi.SourcePin;
import io.dynowarmup.spi.TransferContext;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Deadline;
import io.dynowarmup.time.ManualTime;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.Before;
import org.junit.Test;

/** A hand-over of a delta that finds that this node is not as it was when it was compared. */
public class DeltaHandOverTest {
  private static final Endpoint CLIENT_PORT = new Endpoint("127.0.0.1", 8102);
  private static final RedisAccess ACCESS = RedisAccess.plain(1_000);
  private static final HandOverPlan PLAN =
      new HandOverPlan.Builder()
          .limitMillis(2_000)
          .settleMillis(10)
          .queueMillis(2_000)
          .note("")
          .pauseMillis(0)
          .pauseSettleMillis(10)
          .build();

  private final World world = new World();
  private final ManualTime time = world.time();
  private final FakeRedis local = world.redis("local", 22122).holding(1);
  private final FakeRedis remote = world.redis("remote", 22123).holding(1);
  private final FakeDynomite dynomite = world.dynomite(CLIENT_PORT, local);
  private final TrafficGate gate = new TrafficGate(dynomite, time, time);
  private final FakeData here = new FakeData("10.0.0.1").set("a", "same");
  private final FakeData there = new FakeData("10.0.0.2").set("a", "same");
  private final Map<String, Supplier<Object>> answers = new HashMap<>();
  private int connection = 1;
  private final List<byte[]> named = new ArrayList<>();
  private final ChangeFeed feed =
      new ChangeFeed() {
        @Override
        public Optional<List<byte[]>> changes() {
          return Optional.of(new ArrayList<>(named));
        }

        @Override
        public void close() {
          closed = true;
        }
      };
  private boolean closed;
  private String gap;
  private int cuts;
  private int missed;
  private int writes;

  @Before
  public void answers() {
    Checkpoint none =
        (Checkpoint)
            Proxy.newProxyInstance(
                Checkpoint.class.getClassLoader(),
                new Class<?>[] {Checkpoint.class},
                (proxy, method, arguments) ->
                    method.getReturnType() == boolean.class ? (Object) false : Optional.empty());
    Consumer<String> said = text -> {};
    QueueFlush queue = queue();
    Deadline budget = Deadline.after(time, 600_000);
    WarmupConfig config = WarmupConfig.from(new MapConfig(new HashMap<>()));
    answers.put("ticker", () -> time);
    answers.put("pause", () -> time);
    answers.put("gate", () -> gate);
    answers.put("queue", () -> queue);
    answers.put("cancel", CancelSignal::never);
    answers.put("budget", () -> budget);
    answers.put("config", () -> config);
    answers.put("local", () -> world.connect(local.endpoint(), ACCESS));
    answers.put("source", () -> world.connect(remote.endpoint(), ACCESS));
    answers.put("sourceInfo", () -> world.connect(remote.endpoint(), ACCESS).info());
    answers.put("localData", () -> here);
    answers.put("sourceData", () -> there);
    answers.put("part", Optional::empty);
    answers.put("journals", Optional::empty);
    answers.put("localChanges", ChangeFeed::none);
    answers.put("witnesses", Collections::emptyList);
    answers.put("checkpoint", () -> none);
    answers.put("notes", () -> said);
    answers.put("warnings", () -> said);
    answers.put("pin", () -> new SourcePin("the source", "", "", 0));
    answers.put("connection", () -> OptionalInt.of(connection));
    answers.put("connectionNow", () -> OptionalInt.of(connection));
    answers.put("writesArrivedSince", () -> true);
    answers.put("missedWrites", () -> ++missed);
  }

  private QueueFlush queue() {
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < QueueFlush.probes(1); i++) {
      keys.add("probe:" + i);
    }
    return new QueueFlush(
        world,
        CLIENT_PORT,
        ACCESS,
        world.connect(local.endpoint(), ACCESS),
        gate,
        keys,
        time,
        time);
  }

  private TransferContext context() {
    return (TransferContext)
        Proxy.newProxyInstance(
            TransferContext.class.getClassLoader(),
            new Class<?>[] {TransferContext.class},
            (proxy, method, arguments) -> {
              Supplier<Object> answer = answers.get(method.getName());
              Object value = answer == null ? null : answer.get();
              boolean flag = method.getReturnType() == boolean.class && value == null;
              return method.getReturnType() == void.class ? null : flag ? false : value;
            });
  }

  /** Returns a transfer that is ready for the hand-over. */
  private DeltaTransfer compared() {
    DeltaTransfer transfer = DeltaSides.of(context()).allKeys();
    for (int polls = 0; polls < 100; polls++) {
      if (transfer.poll().stage() == Progress.Stage.READY) {
        return transfer;
      }
      time.advance(100);
    }
    throw new AssertionError("not ready");
  }

  /** Returns a transfer that is ready although a key was written in every probe. */
  private DeltaTransfer withAHotKey() {
    there.calls = call -> there.set("a", "hot " + ++writes);
    DeltaTransfer transfer = compared();
    writes = 0;
    there.calls = call -> {};
    there.set("a", "hot 1");
    return transfer;
  }

  @Test
  public void holdsIfAllIsAsItWas() throws InterruptedException {
    HandOverReport report = compared().handOver(PLAN);
    assertTrue(report.note(), report.held());
  }

  /** Returns whether a transfer that only adds keys finds both sides equal. */
  private boolean agrees() throws InterruptedException {
    answers.put("onlyAdds", () -> true);
    DeltaTransfer transfer = compared();
    assertTrue(transfer.handOver(PLAN).held());
    return transfer.agrees();
  }

  @Test
  public void sidesThatAreEqualAgree() throws InterruptedException {
    assertTrue(agrees());
  }

  @Test
  public void aKeyThatWasAddedIsADifference() throws InterruptedException {
    there.set("b", "missed here");
    assertFalse(agrees());
    assertEquals("missed here", here.get("b"));
  }

  @Test
  public void aKeyThatOnlyThisNodeHasIsADifference() throws InterruptedException {
    here.set("b", "missed there");
    assertFalse(agrees());
    assertEquals("missed there", here.get("b"));
  }

  @Test
  public void anotherValueIsADifference() throws InterruptedException {
    there.set("a", "newer or older");
    assertFalse(agrees());
    assertEquals("same", here.get("a"));
  }

  /** A link of another node broke after the last poll. */
  @Test
  public void doesNotHoldIfWritesWereMissedMeanwhile() throws InterruptedException {
    DeltaTransfer transfer = compared();
    connection++;
    HandOverReport report = transfer.handOver(PLAN);
    assertFalse(report.held());
    assertEquals("this node may have missed writes meanwhile", report.note());
    there.set("b", "missed");
    for (int polls = 0; polls < 100 && here.get("b") == null; polls++) {
      transfer.poll();
      time.advance(100);
    }
    assertEquals("missed", here.get("b"));
  }

  /** The queue held writes of other parts of this node's range, too. */
  @Test
  public void saysThatDynomiteMayHaveDroppedItsQueue() throws InterruptedException {
    DeltaTransfer transfer = withAHotKey();
    here.calls = call -> world.advance(call.equals("swap") ? 5_100 : 0);
    HandOverReport report = transfer.handOver(PLAN);
    assertFalse(report.held());
    assertTrue(report.note(), report.note().contains("Dynomite may have dropped"));
    assertEquals(1, missed);
  }

  @Test
  public void saysNothingIfTheQueueCameThrough() throws InterruptedException {
    HandOverReport report = withAHotKey().handOver(PLAN);
    assertTrue(report.note(), report.held());
    assertEquals("hot 1", here.get("a"));
    assertEquals(0, missed);
  }

  /** Returns journals whose cuts reach both sides at once. */
  private Journals journals(Runnable duringCut) {
    return new Journals() {
      @Override
      public StreamOpener local() {
        throw new AssertionError("no stream is needed");
      }

      @Override
      public StreamOpener source() {
        return local();
      }

      @Override
      public Optional<String> gap() {
        return Optional.ofNullable(gap);
      }

      @Override
      public Map<String, String> cut(long mostMillis) {
        duringCut.run();
        String value = "cut " + ++cuts;
        here.set("__dyno_warmup:marker:1", value);
        there.set("__dyno_warmup:marker:1", value);
        return Collections.singletonMap("__dyno_warmup:marker:1", value);
      }
    };
  }

  /** Dynomite had queued a write that the source had already run. */
  @Test
  public void whatWasAppliedTwiceInWritesOnlyIsCorrected() throws InterruptedException {
    Journals journals = journals(() -> here.set("a", "hot 1, twice"));
    answers.put("journals", () -> Optional.of(journals));
    answers.put("localChanges", () -> feed);
    DeltaTransfer transfer = withAHotKey();
    here.calls =
        call -> here.set("a", call.equals("prints") && cuts == 0 ? "hot 1" : here.get("a"));

    HandOverReport report = transfer.handOver(PLAN);

    assertTrue(report.note(), report.held());
    assertEquals("hot 1", here.get("a"));
    assertEquals("1 key corrected, 0 keys in doubt", report.reconciled().get().toString());
  }

  /** From then on, its writes may be anywhere. */
  @Test
  public void decidesNothingMoreOnceADynomiteRefusesAMarker() throws InterruptedException {
    Journals journals =
        journals(
            () -> {
              gap = "a Dynomite refuses markers";
              here.set("a", "hot 1, twice");
            });
    answers.put("journals", () -> Optional.of(journals));

    HandOverReport report = withAHotKey().handOver(PLAN);

    assertTrue(report.note(), report.held());
    assertEquals("hot 1, twice", here.get("a"));
    assertEquals("a (a Dynomite refuses markers)", report.reconciled().get().note());
  }

  /** Both sides were equal by chance when they were compared. */
  @Test
  public void soIsAKeyThatWasWrittenWhileItWasCompared() throws InterruptedException {
    Journals journals = journals(() -> {});
    answers.put("journals", () -> Optional.of(journals));
    answers.put("localChanges", () -> feed);
    DeltaTransfer transfer = compared();
    there.set("a", "one more");
    named.add("a".getBytes(StandardCharsets.US_ASCII));

    HandOverReport report = transfer.handOver(PLAN);
    transfer.close(Deadline.after(time, 1_000));

    assertTrue(report.note(), report.held());
    assertEquals("one more", here.get("a"));
    assertEquals(1, report.reconciled().get().keysMended());
    assertTrue("the feed is closed", closed);
  }

  @Test
  public void comparesNoKeyBeforeEarlierWritesHaveArrived() {
    Journals journals = journals(() -> {});
    answers.put("journals", () -> Optional.of(journals));
    answers.put("writesArrivedSince", () -> time.elapsedMillis() > 3_000);
    there.calls = call -> assertTrue(call, time.elapsedMillis() > 3_000 || !call.equals("SCAN"));

    compared();

    assertTrue(time.elapsedMillis() > 3_000);
  }

  @Test
  public void saysWhyItCannotLookForWritesThatWereAppliedTwice() throws InterruptedException {
    Journals journals = journals(() -> {});
    answers.put("journals", () -> Optional.of(journals));
    gap = "no marker";

    HandOverReport report = withAHotKey().handOver(PLAN);

    assertTrue(report.note(), report.held());
    assertEquals("no marker", report.reconciled().get().note());
    assertEquals(0, cuts);
  }

  /** Dynomite stays in WRITES_ONLY then, and its queue is emptied only later. */
  @Test
  public void saysThatTheQueueIsStillThere() {
    DeltaTransfer transfer = withAHotKey();
    here.calls =
        call -> {
          if (call.equals("swap")) {
            dynomite.dead = true;
          }
        };
    assertThrows(WarmupException.class, () -> transfer.handOver(PLAN));
    assertEquals(1, missed);
  }

  /** Its file may be older than what was compared. */
  @Test
  public void doesNotHoldIfRedisWasRestartedAfterTheLastPoll() {
    DeltaTransfer transfer = compared();
    local.restart();
    assertRestarted(transfer);
  }

  @Test
  public void doesNotHoldIfRedisWasRestartedDuringTheHandOver() {
    DeltaTransfer transfer = withAHotKey();
    here.calls =
        call -> {
          if (call.equals("swap")) {
            local.restart();
          }
        };
    assertRestarted(transfer);
  }

  private void assertRestarted(DeltaTransfer transfer) {
    WarmupException e = assertThrows(WarmupException.class, () -> transfer.handOver(PLAN));
    assertEquals(Reason.SOURCE_FAILED, e.reason());
    assertTrue(e.getMessage(), e.getMessage().contains("was restarted"));
  }
}
