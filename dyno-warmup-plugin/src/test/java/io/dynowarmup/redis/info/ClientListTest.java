// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis.info;

import static org.junit.Assert.assertEquals;

import java.util.Arrays;
import java.util.Collections;
import java.util.Optional;
import org.junit.Test;

public class ClientListTest {
  private static final String WATCHED =
      "id=3 addr=10.0.0.7:40000 laddr=10.0.0.1:22122 name=sentinel-1a2b3c4d-cmd age=9 cmd=ping\n"
          + "id=4 addr=10.0.0.7:40001 name=sentinel-1a2b3c4d-pubsub age=9 cmd=subscribe\r\n"
          + "id=5 addr=[::1]:40002 name=sentinel-ffff0000-cmd cmd=slaveof\n"
          + "id=6 addr=10.0.0.9:5 name=my-sentinel-1-cmd cmd=get\n"
          + "nonsense\n";

  @Test
  public void eachSentinelIsNamedOnce() {
    assertEquals(
        Arrays.asList("sentinel-1a2b3c4d at 10.0.0.7", "sentinel-ffff0000 at [::1]"),
        ClientList.parse(WATCHED).sentinels());
  }

  @Test
  public void whoSentReplicaOfLastIsKnownWhileItIsConnected() {
    assertEquals(Optional.of("[::1]:40002"), ClientList.parse(WATCHED).lastSentReplicaOf());
    assertEquals(Optional.empty(), ClientList.parse("id=1 addr=a:1 cmd=get").lastSentReplicaOf());
  }

  @Test
  public void anEmptyListHasNone() {
    assertEquals(Collections.emptyList(), ClientList.parse("").sentinels());
  }
}
