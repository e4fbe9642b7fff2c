// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.store;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.time.ManualTime;
import java.net.URI;
import java.util.Optional;
import org.junit.Test;

/** URIs of stores and queues, and what is wrong with them. */
public class ChunkStoresTest {
  private final ManualTime time = new ManualTime();
  private final ChunkStores stores = new ChunkStores(time, time);

  @Test
  public void theSchemeDecides() {
    assertEquals("file:///var/lib/chunks", stores.store("file:///var/lib/chunks").toString());
    assertEquals("file:///var/lib/chunks", stores.store(" FILE:/var/lib/chunks/ ").toString());
    assertEquals("file:///var/lib/queue", stores.queue("file:///var/lib/queue").toString());
  }

  @Test
  public void whatIsWrongWithAUriIsSaid() {
    assertRefused("/var/lib/chunks", "has no scheme");
    assertRefused("file://host/var", "is not a directory");
    assertRefused("file:chunks", "is not a directory");
    assertRefused("file:///a?b=c", "option 'b' is not allowed");
    assertRefused("file:///a b", "is not a URI");
    assertRefused("gopher://a", "the class path has [file");
  }

  @Test
  public void credentialsInAUriAreRefusedAndNotRepeated() {
    WarmupException e =
        assertThrows(WarmupException.class, () -> stores.store("s3://key:secret@bucket"));

    assertEquals(Reason.BAD_ARGUMENT, e.reason());
    assertTrue(e.getMessage(), !e.getMessage().contains("secret"));
  }

  private void assertRefused(String uri, String why) {
    WarmupException e = assertThrows(uri, WarmupException.class, () -> stores.store(uri));
    assertEquals(Reason.BAD_ARGUMENT, e.reason());
    assertTrue(e.getMessage(), e.getMessage().contains(why));
    assertTrue(e.getMessage(), e.getMessage().contains("'" + uri + "'"));
  }

  @Test
  public void optionsAreReadFromEveryKindOfUri() {
    URI uri = URI.create("s3://bucket/a?endpoint=http%3A%2F%2Flocalhost%3A1&path-style=true");
    UriOptions options = UriOptions.of(uri, "endpoint", "path-style", "region");

    assertEquals(Optional.of("http://localhost:1"), options.get("endpoint"));
    assertEquals(Optional.of("true"), options.get("path-style"));
    assertEquals(Optional.empty(), options.get("region"));
    assertEquals(
        Optional.of("eu"), UriOptions.of(URI.create("sqs:name?region=eu"), "region").get("region"));
  }

  @Test
  public void anOptionThatIsUnknownOrThereTwiceIsRefused() {
    assertBadOption("s3://b?x=1", "option 'x' is unknown; allowed are [region]");
    assertBadOption("s3://b?region=1&region=2", "option 'region' is there twice");
  }

  private static void assertBadOption(String uri, String why) {
    WarmupException e =
        assertThrows(WarmupException.class, () -> UriOptions.of(URI.create(uri), "region"));
    assertTrue(e.getMessage(), e.getMessage().contains(why));
  }
}
