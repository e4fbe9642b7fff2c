// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.unit;

import static org.junit.Assert.assertEquals;

import org.junit.Test;

public class UnitsTest {
  @Test
  public void bytesAreShownInTheUnitThatFits() {
    assertEquals("0 B", Units.bytes(0));
    assertEquals("999 B", Units.bytes(999));
    assertEquals("1.0 kB", Units.bytes(1_000));
    assertEquals("12.3 MB", Units.bytes(12_345_678));
    assertEquals("1.2 GB", Units.bytes(1_234_567_890));
  }

  @Test
  public void timesAreShownInTheUnitThatFits() {
    assertEquals("0 ms", Units.time(0));
    assertEquals("999 ms", Units.time(999));
    assertEquals("1.5 s", Units.time(1_500));
    assertEquals("1:05 min", Units.time(65_000));
    assertEquals("2:01 h", Units.time(7_260_000));
  }

  @Test
  public void onlyOneIsCountedInTheSingular() {
    assertEquals("0 keys", Units.keys(0));
    assertEquals("1 key", Units.keys(1));
    assertEquals("2 keys", Units.keys(2));
    assertEquals("1 full sync", Units.count(1, "full sync"));
    assertEquals("2 full syncs", Units.count(2, "full sync"));
    assertEquals("1 try", Units.count(1, "try", "tries"));
    assertEquals("0 tries", Units.count(0, "try", "tries"));
  }

  @Test
  public void whatIsNotKnownIsCalledThat() {
    assertEquals("unknown", Units.bytes(-1));
    assertEquals("unknown", Units.time(-1));
  }
}
