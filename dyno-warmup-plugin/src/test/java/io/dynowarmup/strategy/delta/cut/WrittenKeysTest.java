// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.delta.cut;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.redis.ChangeFeed;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.Test;

/** Tests what a feed may name. */
public class WrittenKeysTest {
  private List<byte[]> next = new ArrayList<>();
  private boolean broken;
  private boolean closed;

  private final WrittenKeys keys =
      new WrittenKeys(
          new ChangeFeed() {
            @Override
            public Optional<List<byte[]>> changes() {
              return broken ? Optional.empty() : Optional.of(next);
            }

            @Override
            public void close() {
              closed = true;
            }
          });

  private void read(String... names) {
    next = new ArrayList<>();
    Arrays.asList(names).forEach(n -> next.add(n.getBytes(StandardCharsets.US_ASCII)));
    keys.read();
  }

  @Test
  public void eachKeyIsThereOnceAndOwnKeysAreNot() {
    read("b", "a", "__dyno_warmup:marker:1");
    read("a", "c");
    assertEquals("[b, a, c]", keys.keys().toString());
    keys.close();
    assertTrue(closed);
  }

  @Test
  public void aFeedThatMissesNamesSaysNothing() {
    read("a");
    broken = true;
    read("b");
    broken = false;
    read("c");
    assertEquals(Collections.emptySet(), keys.keys());
    assertTrue(closed);
  }

  @Test
  public void tooManyNamesAreNotKept() {
    String[] names = new String[WrittenKeys.MOST_NAMES];
    for (int i = 0; i < names.length; i++) {
      names[i] = "k" + i;
    }
    read(names);
    assertEquals(names.length, keys.keys().size());
    assertFalse(closed);
    read("one more");
    assertEquals(Collections.emptySet(), keys.keys());
    assertTrue("the server does not buffer names that are not read", closed);
  }

  @Test
  public void norAreTooManyBytes() {
    char[] name = new char[1024 * 1024];
    for (int i = 0; i <= WrittenKeys.MOST_BYTES / name.length; i++) {
      Arrays.fill(name, (char) ('a' + i));
      read(new String(name));
    }
    assertTrue(closed);
  }
}
