// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.replication;

import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.redis.info.RedisInfo;
import org.junit.Test;

public class LinkSentryTest {
  private final LinkSentry sentry = new LinkSentry();

  private boolean broken(boolean up, boolean sync, long read) {
    return sentry.broken(
        RedisInfo.parse(
                "role:slave\r\nmaster_link_status:"
                    + (up ? "up" : "down")
                    + "\r\nmaster_sync_in_progress:"
                    + (sync ? 1 : 0)
                    + (read < 0 ? "" : "\r\nmaster_sync_read_bytes:" + read)
                    + "\r\n")
            .replication());
  }

  @Test
  public void aSyncThatComesToItsEndIsNoBreak() {
    assertFalse(broken(false, false, -1));
    assertFalse(broken(false, true, 0));
    assertFalse(broken(false, true, 10));
    assertFalse(broken(false, true, 10));
    assertFalse(broken(true, false, -1));
    assertFalse(broken(true, false, -1));
  }

  @Test
  public void soIsOneThatReportsNoBytes() {
    assertFalse(broken(false, true, -1));
    assertFalse(broken(false, true, -1));
    assertFalse(broken(true, false, -1));
  }

  @Test
  public void aLinkThatGoesDownIsOne() {
    assertFalse(broken(true, false, -1));
    assertTrue(broken(false, false, -1));
  }

  @Test
  public void aSyncThatIsGoneIsOne() {
    assertFalse(broken(false, true, 5));
    assertTrue(broken(false, false, -1));
  }

  @Test
  public void aSyncAfterTheStreamIsOne() {
    assertFalse(broken(true, false, -1));
    assertTrue(broken(false, true, 0));
  }

  @Test
  public void aSyncThatBeginsAgainIsOne() {
    assertFalse(broken(false, true, 500));
    assertTrue(broken(false, true, 20));
  }
}
