// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis.info;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.Optional;
import org.junit.Test;

public class RemovalCallsTest {
  private static RemovalCalls calls(String... stats) {
    StringBuilder text = new StringBuilder("cmdstat_info:calls=3,usec=1\n");
    for (String stat : stats) {
      text.append("cmdstat_").append(stat.replace("=", ":calls=")).append(",usec=1\n");
    }
    return RemovalCalls.of(RedisInfo.parse(text.toString())).get();
  }

  @Test
  public void whatClientsDeleteIsExplained() {
    assertTrue(calls("del=150", "unlink=5").explain(5_000, calls("del=100", "unlink=4")));
    assertFalse("too few", calls("del=101").explain(5_000, calls("del=100")));
    assertFalse("none", calls("get=900").explain(1, calls("get=100")));
  }

  @Test
  public void countsThatWereResetExplainWhatWasDeletedSince() {
    RemovalCalls before =
        RemovalCalls.of(
                RedisInfo.parse(
                    "cmdstat_info:calls=9,usec=1\ncmdstat_del:calls=900,usec=1\n"
                        + "cmdstat_flushall:calls=1,usec=1\n"))
            .get();
    assertTrue(calls("del=50").explain(5_000, before));
    assertFalse(calls("del=49").explain(5_000, before));
    assertFalse(calls("del=50", "flushall=1").explain(5_000, before));
  }

  @Test
  public void aStoreWithoutAResultRemovesItsDestination() {
    String[] stores = {"sinterstore=1", "sdiffstore=1", "zinterstore=1", "zdiffstore=1"};
    assertTrue(calls(stores).explainAll(4));
    assertFalse("one key each", calls(stores).explainAll(5));
    assertTrue(calls("zrangestore=1", "geosearchstore=1").explainAll(2));
    assertFalse("has a result", calls("sunionstore=9", "zunionstore=9").explainAll(1));
    assertFalse("only reads", calls("sort=9", "georadius=9").explainAll(1));
  }

  @Test
  public void aCallOfManyKeysExplainsOneThatIsGoneFromTheStart() {
    assertTrue(calls("del=3").explainAll(3));
    assertFalse("of 4 keys", calls("del=3").explainAll(4));
  }

  @Test
  public void whatTakesAwayAllExplainsNothing() {
    assertFalse(calls("del=900", "flushall=1").explain(100, calls("del=100")));
    assertFalse(calls("del=900", "migrate=2").explain(100, calls("del=100", "migrate=1")));
    assertFalse(calls("del=900", "move=2").explain(100, calls("del=100")));
    assertTrue("before", calls("del=900", "flushall=1").explain(100, calls("flushall=1")));
  }

  @Test
  public void aFlushOrASwapEmpties() {
    assertTrue(calls("flushall=2").emptiedSince(calls("flushall=1")));
    assertTrue(calls("flushdb=1").emptiedSince(calls("del=1")));
    assertTrue(calls("swapdb=1").emptiedSince(calls("del=1")));
    assertFalse(calls("flushall=1", "del=9", "migrate=1").emptiedSince(calls("flushall=1")));
  }

  @Test
  public void aSourceThatWasAReplicaForAMomentMayHaveOtherData() {
    assertTrue(calls("replicaof=2").mayHaveReplacedSince(calls("del=1")));
    assertTrue(calls("flushdb=2").mayHaveReplacedSince(calls("flushdb=1")));
    assertFalse("some keys", calls("migrate=2", "move=2").mayHaveReplacedSince(calls("del=1")));
    assertFalse(calls("del=7", "flushdb=1").mayHaveReplacedSince(calls("flushdb=1")));
  }

  @Test
  public void aFlushAfterCountsWereResetIsSeen() {
    assertTrue(calls("info=1", "flushall=2").emptiedSince(calls("info=9", "flushall=2")));
    assertFalse(calls("info=1").emptiedSince(calls("info=9", "flushall=2")));
    assertFalse(calls("info=9", "flushall=2").emptiedSince(calls("info=1", "flushall=2")));
  }

  @Test
  public void anotherProcessExplainsNothing() {
    assertFalse(calls("del=5").explain(1, calls("del=100")));
  }

  @Test
  public void aServerThatReportsNothingIsUnknown() {
    assertEquals(Optional.empty(), RemovalCalls.of(RedisInfo.parse("")));
  }
}
