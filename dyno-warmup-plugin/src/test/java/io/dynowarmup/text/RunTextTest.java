// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.text;

import static org.junit.Assert.assertEquals;

import io.dynowarmup.api.RunRecord;
import io.dynowarmup.api.WarmupOutcome;
import java.util.Arrays;
import org.junit.Test;

public class RunTextTest {
  @Test
  public void theOutcomeIsOneSentence() {
    RunRecord warmed =
        new RunRecord.Builder()
            .runId("1")
            .outcome(WarmupOutcome.WARMED)
            .startedEpochMillis(0)
            .elapsedMillis(1_234)
            .source("127.0.0.2:22122")
            .bytes(220_000_000)
            .keys(300)
            .writesOnlyMillis(31)
            .compared("compared: 300 keys on both sides")
            .build();
    assertEquals(
        "WARMED in 1.2 s from 127.0.0.2:22122, 220.0 MB, 300 keys, writes held for 31 ms;"
            + " compared: 300 keys on both sides",
        RunText.of(warmed));
  }

  @Test
  public void eachSourceOfACopyInPartsIsNamed() {
    RunRecord.Builder run = new RunRecord.Builder().runId("1").outcome(WarmupOutcome.WARMED);
    run.source("10.0.0.3:1").sources(Arrays.asList("10.0.0.1:1", "10.0.0.2:1", "10.0.0.3:1"));
    assertEquals(
        "WARMED in 0 ms from 10.0.0.1:1, 10.0.0.2:1 and 10.0.0.3:1", RunText.of(run.build()));
  }

  @Test
  public void whatIsNotKnownIsLeftOutAndTheReasonComesLast() {
    RunRecord skipped =
        new RunRecord.Builder()
            .runId("1")
            .outcome(WarmupOutcome.SKIPPED)
            .startedEpochMillis(0)
            .elapsedMillis(12)
            .reason("because")
            .build();
    assertEquals("SKIPPED in 12 ms: because", RunText.of(skipped));
  }

  @Test
  public void aComparisonThatTheReasonContainsIsNotRepeated() {
    RunRecord partial =
        new RunRecord.Builder()
            .runId("1")
            .outcome(WarmupOutcome.PARTIAL)
            .compared("compared: 299 of 300 keys")
            .reason("one key is missing (compared: 299 of 300 keys)")
            .build();
    assertEquals(
        "PARTIAL in 0 ms: one key is missing (compared: 299 of 300 keys)", RunText.of(partial));
  }
}
