// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis.stream;

import static org.junit.Assert.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.Test;

public class EffectsTest {
  private static String shown(Effect effect) {
    String keys =
        effect.keys().stream()
            .map(key -> new String(key, StandardCharsets.ISO_8859_1))
            .collect(Collectors.joining(" "));
    String amount =
        effect.counter().map(counter -> " " + counter + " by " + effect.amount()).orElse("");
    return (effect.kind() + " " + keys + amount + effect.why()).trim();
  }

  private static String of(String command) {
    return shown(Effects.of(Resp.parsed(command)));
  }

  @Test
  public void numbersThatAreAddedToCommute() {
    Map<String, String> effects = new LinkedHashMap<>();
    effects.put("INCR k", "ADD k the number by 1");
    effects.put("incr k", "ADD k the number by 1");
    effects.put("DECR k", "ADD k the number by -1");
    effects.put("INCRBY k 12", "ADD k the number by 12");
    effects.put("INCRBY k -12", "ADD k the number by -12");
    effects.put("DECRBY k 12", "ADD k the number by -12");
    effects.put("HINCRBY h f 3", "ADD h HASH_FIELD f by 3");
    effects.put("ZINCRBY z -3 m", "ADD z SCORE m by -3");
    effects.forEach((command, effect) -> assertEquals(command, effect, of(command)));
  }

  @Test
  public void numbersThatMayBeRoundedDoNot() {
    assertEquals("CHANGE z", of("ZINCRBY z 0.5 m"));
    assertEquals("CHANGE z", of("ZINCRBY z inf m"));
    assertEquals("CHANGE z", of("ZINCRBY z 9007199254740992 m"));
    assertEquals("CHANGE k", of("INCRBYFLOAT k 1"));
    assertEquals("CHANGE h", of("HINCRBYFLOAT h f 1"));
    assertEquals("CHANGE k", of("DECRBY k -9223372036854775808"));
    assertEquals("CHANGE k", of("INCRBY k 99999999999999999999"));
    assertEquals("CHANGE k", of("INCRBY k 1 2"));
  }

  @Test
  public void keysAreFound() {
    Map<String, String> effects = new LinkedHashMap<>();
    effects.put("SET k v", "OVERWRITE k");
    effects.put("SET k KEEPTTL PXAT 1700000000000", "OVERWRITE k");
    effects.put("SET k v KEEPTTL", "CHANGE k");
    effects.put("MSET a 1 b 2", "OVERWRITE a b");
    effects.put("DEL a b c", "REMOVE a b c");
    effects.put("UNLINK a", "REMOVE a");
    effects.put("RPUSH l a b", "CHANGE l");
    effects.put("PEXPIREAT k 1700000000000", "CHANGE k");
    effects.put("RESTORE k 0 xyz", "CHANGE k");
    effects.put("RESTORE k 0 xyz REPLACE ABSTTL", "OVERWRITE k");
    effects.put("RENAME a b", "CHANGE a b");
    effects.put("COPY a b REPLACE", "CHANGE a b");
    effects.put("LMOVE a b LEFT RIGHT", "CHANGE a b");
    effects.put("SMOVE a b m", "CHANGE a b");
    effects.put("BITOP AND d a b", "CHANGE d a b");
    effects.put("SUNIONSTORE d a b", "CHANGE d a b");
    effects.put("ZUNIONSTORE d 2 a b WEIGHTS 1 2", "CHANGE d a b");
    effects.put("XGROUP CREATE s g $", "CHANGE s");
    effects.put("XADD s 1-1 f v", "CHANGE s");
    effects.put("SORT a ALPHA STORE d", "CHANGE a d");
    effects.put("DELEX a", "REMOVE a");
    effects.put("MSETEX 2 a 1 b 2 PXAT 1700000000000", "OVERWRITE a b");
    effects.put("MSETEX 1 a 1 KEEPTTL", "CHANGE a");
    effects.put("VADD v VALUES 1 2 el", "CHANGE v");
    effects.forEach((command, effect) -> assertEquals(command, effect, of(command)));
  }

  @Test
  public void commandsWithoutKeysChangeNone() {
    for (String command :
        new String[] {
          "PING", "MULTI", "EXEC", "REPLCONF GETACK *", "PUBLISH c m", "SCRIPT FLUSH", "PFCOUNT k",
        }) {
      assertEquals(command, "NONE", of(command));
    }
    assertEquals(3, Effects.of(Resp.parsed("SELECT 3")).amount());
  }

  /** A parser leaves out the last words of a command that is too large. */
  private static String ofBeginning(String words) {
    List<byte[]> kept = new ArrayList<>();
    for (String word : words.split(" ")) {
      kept.add(word.getBytes(StandardCharsets.ISO_8859_1));
    }
    return shown(Effects.of(new StreamCommand(1, 100, kept, false, 0)));
  }

  @Test
  public void aKeyAtTheBeginningOfALargeCommandIsKnown() {
    assertEquals("CHANGE l", ofBeginning("RPUSH l a b"));
    assertEquals("CHANGE a b", ofBeginning("LMOVE a b"));
    assertEquals("UNKNOWN the keys of DEL are unknown", ofBeginning("DEL a b"));
    assertEquals("UNKNOWN the keys of RENAME are unknown", ofBeginning("RENAME a"));
  }

  @Test
  public void anyKeyMayBeChangedByWhatIsNotKnown() {
    assertEquals("UNKNOWN command JSON.SET is unknown", of("JSON.SET k . 1"));
    assertEquals("UNKNOWN command FLUSHALL is unknown", of("FLUSHALL"));
    assertEquals("UNKNOWN command EVAL is unknown", of("EVAL script 1 k"));
    assertEquals("UNKNOWN command A?B is unknown", of("a\u0007b"));
    assertEquals("UNKNOWN the keys of COPY are unknown", of("COPY a b DB 1"));
    assertEquals("UNKNOWN the keys of SORT are unknown", of("SORT a BY w_* STORE d"));
    assertEquals("UNKNOWN the keys of RENAME are unknown", of("RENAME a"));
    assertEquals("UNKNOWN the keys of ZUNIONSTORE are unknown", of("ZUNIONSTORE d 3 a b"));
    assertEquals("UNKNOWN the keys of MSETEX are unknown", of("MSETEX 2 a 1 b"));
    assertEquals("UNKNOWN SELECT of an unknown database", of("SELECT -1"));
    String key = String.join("", Collections.nCopies(StreamParser.MOST_KEPT + 1, "k"));
    assertEquals("UNKNOWN the keys of INCR are unknown", of("INCR " + key));
  }
}
