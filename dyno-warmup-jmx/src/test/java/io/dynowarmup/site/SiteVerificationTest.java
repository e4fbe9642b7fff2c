// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.site;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.cli.site.SiteJson;
import io.dynowarmup.time.Pause;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.Test;

public class SiteVerificationTest {
  private final FakeNode first = new FakeNode("dc2", "a", 1);
  private final FakeNode second = new FakeNode("dc2", "a", 2);
  private final List<String> shown = new ArrayList<>();
  private final Pause pause = (millis, signal) -> {};

  private List<VerifyResult> run() throws InterruptedException {
    return new SiteVerification(
            Arrays.asList(first, second),
            pause,
            nodes -> shown.add(nodes.stream().filter(VerifyResult::isRunning).count() + " run"))
        .run();
  }

  @Test
  public void allAreVerifiedAtTheSameTimeAndWaitedFor() throws Exception {
    second.readings = 3;
    second.differences = 5;

    List<VerifyResult> nodes = run();

    assertEquals("[2 run, 1 run, 0 run]", shown.toString());
    assertTrue(nodes.get(0).isDone() && nodes.get(1).isDone());
    assertEquals(140, nodes.get(0).keys());
    assertEquals(0, nodes.get(0).differences());
    assertEquals(5, nodes.get(1).differences());
  }

  /** The first node answers only when the second was called. */
  @Test
  public void theNodesAreCalledAtTheSameTimeAndAnswerInTheirOrder() throws Exception {
    CountDownLatch called = new CountDownLatch(1);
    first.called = () -> await(called);
    second.called = called::countDown;

    List<CallResult> answers = new SiteCall("verify", "full").run(Arrays.asList(first, second));

    assertEquals(
        "dc2.a.1 (a, token 1) begun true, dc2.a.2 (a, token 2) begun true",
        answers.stream()
            .map(a -> a.node() + " " + a.text() + " " + a.isDone())
            .collect(Collectors.joining(", ")));
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue("the other node was not called", latch.await(60, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  public void aNodeThatRefusesOrIsNotReachedIsNamed() throws Exception {
    first.down = true;

    List<CallResult> answers = new SiteCall("verify", "full").run(Arrays.asList(first, second));

    assertEquals("nothing listens there", answers.get(0).text());
    assertFalse(answers.get(0).isDone());
    assertTrue(answers.get(1).isDone());
    assertEquals(
        "{\"nodes\":[{\"node\":\"dc2.a.1 (a, token 1)\",\"done\":false,"
            + "\"text\":\"nothing listens there\"},"
            + "{\"node\":\"dc2.a.2 (a, token 2)\",\"done\":true,\"text\":\"begun\"}]}",
        SiteJson.ofCalls(answers));
  }

  @Test
  public void aNodeThatCannotBeReachedStopsNoOther() throws Exception {
    first.down = true;

    List<VerifyResult> nodes = run();

    assertEquals("FAILED", nodes.get(0).state());
    assertEquals("nothing listens there", nodes.get(0).reason());
    assertFalse(nodes.get(0).isDone());
    assertTrue(nodes.get(1).isDone());
  }

  /** A daemon of another version, or one that shuts down, does not say that a run is the reason. */
  @Test
  public void theResultOfAnEarlierVerificationIsNotThatOfOneThatWasRefused() throws Exception {
    first.with("VerifyState", "DONE").with("VerifyKeys", 140L).with("VerifyDifferences", 0L);
    first.refusal = Optional.of(Reason.NOT_RUNNING);

    List<VerifyResult> nodes = run();

    assertEquals("FAILED", nodes.get(0).state());
    assertEquals("not now", nodes.get(0).reason());
    assertTrue(nodes.get(1).isDone());
  }

  @Test
  public void onlyAnAbortIsDoneIfNothingIsRunning() throws Exception {
    first.refusal = Optional.of(Reason.NOT_RUNNING);
    second.refusal = Optional.of(Reason.INTERNAL);

    assertEquals("true false", done("abort"));
    assertEquals("false false", done("verify", "full"));
  }

  private String done(String operation, String... arguments) throws InterruptedException {
    return new SiteCall(operation, arguments)
        .run(Arrays.asList(first, second)).stream()
            .map(a -> String.valueOf(a.isDone()))
            .collect(Collectors.joining(" "));
  }
}
