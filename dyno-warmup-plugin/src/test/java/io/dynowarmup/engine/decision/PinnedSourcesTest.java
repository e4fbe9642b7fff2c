// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.decision;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.Peer;
import io.dynowarmup.spi.SourcePin;
import io.dynowarmup.state.StateFile;
import io.dynowarmup.time.ManualTime;
import io.dynowarmup.time.Moment;
import java.nio.file.Path;
import java.util.Collections;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What a run remembers of the sources that it had before. */
public class PinnedSourcesTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final PinnedSources pins = new PinnedSources();

  private static Peer peer(String host) {
    return Peer.of(
        new Endpoint(host, 22122),
        new Endpoint(host, 8101),
        "rack-" + host,
        "dc",
        Collections.singletonList(0L));
  }

  /** As if an earlier life of the run had chosen it. */
  private Peer chosen(String host, long keys) {
    Peer peer = peer(host);
    Path path = folder.getRoot().toPath().resolve(host);
    StateFile state = StateFile.open(path);
    state.source(
        peer.redis(),
        new SourcePin(peer.toString(), "run", "repl", keys),
        "own",
        Moment.now(new ManualTime()),
        false);
    pins.adopt(peer, state);
    return peer;
  }

  @Test
  public void aSmallSourceIsBesideTheOneThatTheRunHadBefore() {
    Peer small = chosen("small", 500);
    assertFalse(pins.heldMore(small, p -> true).isPresent());
    Peer large = chosen("large", 20_000);
    String why = pins.heldMore(small, p -> true).get();
    assertTrue(why, why.startsWith(large + " held 20000 keys"));
    assertFalse(pins.heldMore(large, p -> true).isPresent());
  }

  @Test
  public void oneThatDidNotGetTheClustersWritesDoesNotCount() {
    Peer small = chosen("small", 500);
    Peer large = chosen("large", 20_000);
    assertFalse(pins.heldMore(small, p -> !p.equals(large)).isPresent());
  }

  @Test
  public void halfOfTheKeysIsEnough() {
    Peer half = chosen("half", 10_000);
    chosen("large", 20_000);
    assertEquals("", pins.heldMore(half, p -> true).orElse(""));
  }
}
