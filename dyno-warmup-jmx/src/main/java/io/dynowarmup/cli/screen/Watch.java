// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli.screen;

import io.dynowarmup.jmx.remote.RemoteBean;
import io.dynowarmup.time.Pause;
import io.dynowarmup.time.Ticker;
import java.util.Collections;
import java.util.List;
import javax.management.remote.JMXServiceURL;

/** Draws the status repeatedly and continues when the bean is temporarily gone. */
public final class Watch {
  private static final long SILENT_MILLIS = 2_500;

  private final StatusPoller.Connector connector;
  private final FullScreen screen;
  private final Ticker ticker;
  private final Pause pause;

  public Watch(StatusPoller.Connector connector, FullScreen screen, Ticker ticker, Pause pause) {
    this.connector = connector;
    this.screen = screen;
    this.ticker = ticker;
    this.pause = pause;
  }

  /** Runs until q is typed. */
  public void run(RemoteBean first) throws InterruptedException {
    try (StatusPoller poller = new StatusPoller(connector, first, ticker, pause)) {
      poller.start();
      screen.show(new Status(poller, name(first.url()), ticker), pause);
    }
  }

  /** The screen of one node. */
  private static final class Status implements FullScreen.Picture {
    private final StatusPoller poller;
    private final String name;
    private final Ticker ticker;
    private StatusPoller.Poll poll;

    Status(StatusPoller poller, String name, Ticker ticker) {
      this.poller = poller;
      this.name = name;
      this.ticker = ticker;
    }

    @Override
    public Object version() {
      poll = poller.last();
      return poll;
    }

    @Override
    public List<Row> rows(Surface surface, int height) {
      return poll.reading == null
          ? Collections.emptyList()
          : new StatusScreen(surface.glyphs(), surface.width(), height)
              .rows(poll.reading, name, Times.time(poll.epochMillis));
    }

    @Override
    public void footer(Row row) {
      if (!poll.trouble.isEmpty()) {
        row.add("  LOST, trying again: " + poll.trouble, Style.BAD);
        return;
      }
      long silent = ticker.epochMillis() - poll.epochMillis;
      if (silent >= SILENT_MILLIS) {
        row.add("  NO ANSWER for " + silent / 1_000 + " s, waiting for it", Style.BAD);
      }
    }
  }

  /** Returns an address without the parts that all addresses have in common. */
  public static String name(JMXServiceURL url) {
    return url.getProtocol().equals("jmxmp") ? url.getHost() + ":" + url.getPort() : url.toString();
  }
}
