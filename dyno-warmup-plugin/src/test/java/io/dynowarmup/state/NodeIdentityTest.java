// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.state;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import java.util.Optional;
import org.junit.Test;

public class NodeIdentityTest {
  private static final NodeIdentity NODE = node("127.0.0.2:6379", "dc/r1", "100");

  private static NodeIdentity node(String address, String place, String tokens) {
    return new NodeIdentity(address, place, tokens);
  }

  @Test
  public void oneOfTheThreeMayChange() {
    assertTrue(NODE.isSameNode(node("127.0.0.2:6379", "dc/r1", "200")));
    assertTrue(NODE.isSameNode(node("127.0.0.2:6379", "dc/r9", "100")));
    assertTrue(NODE.isSameNode(node("10.0.0.7:6379", "dc/r1", "100")));
  }

  @Test
  public void aReplicaInAnotherRackOrAnotherTokenOfThisMachineIsAnotherNode() {
    assertFalse(NODE.isSameNode(node("127.0.0.3:6379", "dc/r2", "100")));
    assertFalse(NODE.isSameNode(node("127.0.0.3:6379", "dc/r1", "200")));
    assertFalse(NODE.isSameNode(node("127.0.0.2:6379", "dc/r2", "200")));
  }

  @Test
  public void eachNodeHasAFileNameOfItsOwnWhichAnyFileSystemTakes() {
    assertEquals(".dyno-warmup-127.0.0.2-6379-r1-100.state", NODE.fileName());
    assertNotEquals(NODE.fileName(), node("127.0.0.3:6379", "dc/r1", "100").fileName());
    assertNotEquals(NODE.fileName(), node("127.0.0.2:6379", "dc/r2", "100").fileName());
    assertNotEquals(NODE.fileName(), node("127.0.0.2:6379", "dc/r1", "200").fileName());
    assertEquals(
        ".dyno-warmup-_--1_-6379-a_b-1.state", node("[::1]:6379", "dc/a/b", "1,2").fileName());
  }

  @Test
  public void itIsReadAsItIsWritten() {
    assertTrue(NodeIdentity.parse(NODE.text()).get().isSameNode(NODE));
    for (String text : new String[] {"", "a|b", "a|b|c|d", "junk"}) {
      assertEquals(text, Optional.empty(), NodeIdentity.parse(text));
    }
  }
}
