// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.node;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.fakes.MemoryFolder;
import io.dynowarmup.redis.info.NodeRecord;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.state.StateFile;
import java.util.Arrays;
import java.util.Collections;
import java.util.Optional;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class AnotherFilesRecordTest {
  @Rule public final TemporaryFolder folder = MemoryFolder.create();

  private StateFile state;

  @Before
  public void open() {
    state = StateFile.open(folder.getRoot().toPath().resolve("state"));
  }

  private static NodeRecord record(NodeRecord.State is, String runId, String owner) {
    return NodeRecord.of(is, "dc/r1", runId, 1_000, "delta", "10.0.0.2:22122").by(owner, "7,9");
  }

  private Optional<String> adopt(String role, NodeRecord record) {
    return AnotherFilesRecord.adopt(
        state,
        RedisInfo.parse(
            "role:" + role + "\nrun_id:abc\ndyno_warmup_record:" + record.text() + "\n"));
  }

  @Test
  public void whatAnotherFileMadeOfTheNodeIsTakenOver() {
    String what = adopt("master", record(NodeRecord.State.WARM, "abc", "other")).get();

    assertEquals("a run with another state file left it warm at 1970-01-01T00:00:01Z", what);
    assertEquals(Optional.of("abc"), state.warmRunId());
    assertEquals("the data is of these tokens", Arrays.asList(7L, 9L), state.warmTokens());

    String cold = adopt("master", record(NodeRecord.State.COLD, "abc", "other")).get();
    assertTrue(cold, cold.contains("left it cold"));
    assertTrue(state.leftCold());
  }

  @Test
  public void aRecordOfThisFileOrOfAnotherProcessChangesNothing() {
    state.recordWarm("abc", Collections.singletonList(5L));
    String owner = state.owner();

    assertFalse(adopt("master", record(NodeRecord.State.COLD, "abc", owner)).isPresent());
    assertFalse(adopt("master", record(NodeRecord.State.COLD, "abc", "")).isPresent());
    assertFalse(adopt("master", record(NodeRecord.State.COLD, "older", "other")).isPresent());
    assertFalse(adopt("slave", record(NodeRecord.State.COLD, "abc", "other")).isPresent());
    assertEquals(Optional.of("abc"), state.warmRunId());
    assertEquals(Collections.singletonList(5L), state.warmTokens());
  }
}
