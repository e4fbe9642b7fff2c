// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.populate;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.chunk.format.HashRanges;
import org.junit.Test;

/** Messages as they are in a queue. */
public class PopulateMessageTest {
  private static final PopulateMessage MESSAGE =
      new PopulateMessage.Builder()
          .warmUp("w1")
          .store("s3://bucket/prefix?region=eu-central-1")
          .manifest("manifests/a.manifest")
          .chunk("chunks/a/0001/00000-ab")
          .redis(new Endpoint("10.0.0.1", 22122))
          .admin("http://10.0.0.1:22222")
          .ranges(HashRanges.NONE.plus(4_000_000_000L, 100))
          .build();

  @Test
  public void whatIsWrittenIsRead() {
    assertEquals(MESSAGE, PopulateMessage.parse(MESSAGE.text()));
    assertEquals(
        "chunk chunks/a/0001/00000-ab for node 10.0.0.1:22122",
        PopulateMessage.parse(MESSAGE.text()).toString());
  }

  private static void assertRefused(String text, String why) {
    WarmupException e =
        assertThrows(text, WarmupException.class, () -> PopulateMessage.parse(text));
    assertEquals(Reason.DAMAGED, e.reason());
    assertTrue(e.getMessage(), e.getMessage().contains(why));
  }

  @Test
  public void anythingElseIsNamed() {
    assertRefused("", "it has no 'populate=1'");
    assertRefused("hello", "it has no 'populate=1'");
    assertRefused(MESSAGE.text().replace("populate=1", "populate=2"), "it has no 'populate=1'");
    assertRefused(MESSAGE.text().replace("chunk=", "chunks="), "chunk is missing");
    assertRefused(MESSAGE.text().replace("ranges=", "ranges=x"), "is not a range of hashes");
    assertRefused(MESSAGE.text().replace("22122", "port"), "10.0.0.1:port");
  }
}
