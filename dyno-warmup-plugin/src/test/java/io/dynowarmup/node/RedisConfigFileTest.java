// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.node;

import static org.junit.Assert.assertEquals;

import io.dynowarmup.api.Endpoint;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.Test;

public class RedisConfigFileTest {
  private static final Endpoint PEER = new Endpoint("10.0.1.5", 22122);
  private static final List<Endpoint> PEERS = Arrays.asList(new Endpoint("10.0.1.4", 22122), PEER);

  private static Optional<Endpoint> source(String text) {
    return RedisConfigFile.parse(text).replicaOf(PEERS);
  }

  @Test
  public void bothWordsNameTheSource() {
    assertEquals(Optional.of(PEER), source("port 22122\nreplicaof 10.0.1.5 22122\n"));
    assertEquals(Optional.of(PEER), source("  SLAVEOF   \"10.0.1.5\"\t22122\r\nsave \"\"\r\n"));
  }

  @Test
  public void commentsOtherSourcesAndHalvesOfOneDoNotCount() {
    for (String text :
        new String[] {
          "",
          "# replicaof 10.0.1.5 22122",
          "#replicaof 10.0.1.5 22122",
          "replicaof 10.0.1.9 22122",
          "replicaof 10.0.1.5 6379",
          "replicaof 10.0.1.5",
          "replicaof no one",
          "replicaof-x 10.0.1.5 22122",
          "\"",
          "\\"
        }) {
      assertEquals(text, Optional.empty(), source(text));
    }
  }

  @Test
  public void theLastOneOfALineCounts() {
    assertEquals(Optional.empty(), source("replicaof 10.0.1.5 22122\nreplicaof 10.0.9.9 22122\n"));
  }

  @Test
  public void aSettingIsGainedWhenItStandsThereAndDidNotBefore() {
    Map<String, String> set = Collections.singletonMap("masterauth", "a \"b\\c");
    RedisConfigFile empty = RedisConfigFile.parse("");
    RedisConfigFile with = RedisConfigFile.parse("masterauth \"a \\\"b\\\\c\"");
    assertEquals(Optional.of("masterauth"), with.gained(set, empty));
    assertEquals(Optional.empty(), with.gained(set, with));
    assertEquals(Optional.empty(), empty.gained(set, empty));
    assertEquals(Optional.empty(), RedisConfigFile.parse("masterauth other").gained(set, empty));
  }

  @Test
  public void theOldNameOfASettingIsTheNewOne() {
    Map<String, String> set = Collections.singletonMap("slave-read-only", "yes");
    assertEquals(
        Optional.of("slave-read-only"),
        RedisConfigFile.parse("replica-read-only yes")
            .gained(set, RedisConfigFile.parse("replica-read-only no")));
  }
}
