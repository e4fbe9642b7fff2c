// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.journal;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.it.redis.RedisBinary;
import io.dynowarmup.journal.Findings;
import io.dynowarmup.journal.Journal;
import java.util.Optional;
import java.util.Random;
import org.junit.Test;
import redis.clients.jedis.exceptions.JedisDataException;

/** A journal knows every command that a real Redis sends to its replicas. */
public class KnownCommandsIT extends TwoRedises {
  public KnownCommandsIT(RedisBinary binary) {
    super(binary);
  }

  /** Each command as a real master sends it; a replica executes the same. */
  @Test
  public void whatARealRedisSendsIsKnown() {
    replicate();
    long begin = offset(local);
    Journal there = journal(source, begin);
    Journal here = journal(local, begin);
    Random random = new Random(7);
    for (int i = 0; i < 300; i++) {
      String[] all = StreamCommands.ALL;
      for (String command : new String[] {all[i % all.length], all[random.nextInt(all.length)]}) {
        try {
          run(source, command);
        } catch (JedisDataException e) {
          assertTrue(e.getMessage(), e.getMessage().matches("(WRONGTYPE|ERR|BUSYGROUP|NOGROUP).*"));
        }
      }
    }
    run(source, "EVAL redis.call('INCR',KEYS[1]);return(redis.call('SPOP',KEYS[2])) 2 c set");
    Findings findings = compare(there, here, false);
    assertEquals(Optional.empty(), findings.doubt());
    assertEquals("[]", findings.open().toString());
    assertTrue(findings.equal() > 5);
  }
}
