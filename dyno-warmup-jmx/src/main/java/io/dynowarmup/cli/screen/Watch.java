// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli.screen;

import io.dynowarmup.jmx.remote.RemoteBean;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Pause;
import io.dynowarmup.time.Ticker;
import java.util.ArrayList;
import java.util.List;
import javax.management.remote.JMXServiceURL;

/** Draws the status repeatedly and continues when the bean is temporarily gone. */
public final class Watch {
  private static final long TICK_MILLIS = 100;
  private static final int TICKS_OF_A_FRAME = 5;
  private static final long SILENT_MILLIS = 2_500;

  private final StatusPoller.Connector connector;
  private final FullScreen screen;
  private final Ticker ticker;

  public Watch(StatusPoller.Connector connector, FullScreen screen, Ticker ticker) {
    this.connector = connector;
    this.screen = screen;
    this.ticker = ticker;
  }

  /** Runs until q is typed. */
  public void run(RemoteBean first) throws InterruptedException {
    String name = name(first.url());
    try (StatusPoller poller = new StatusPoller(connector, first, ticker)) {
      poller.start();
      StatusPoller.Poll drawn = null;
      for (int tick = 0; !screen.quit(); tick++) {
        StatusPoller.Poll last = poller.last();
        if (last != drawn || tick % TICKS_OF_A_FRAME == 0) {
          draw(name, last);
          drawn = last;
        }
        Pause.system().millis(TICK_MILLIS, CancelSignal.never());
      }
    }
  }

  private void draw(String name, StatusPoller.Poll poll) {
    Surface surface = screen.surface();
    int height = surface.height() - 1;
    List<Row> rows = new ArrayList<>();
    if (poll.reading != null) {
      rows.addAll(
          new StatusScreen(surface.glyphs(), surface.width(), height)
              .rows(poll.reading, name, Times.time(poll.epochMillis)));
    }
    while (rows.size() < height) {
      rows.add(new Row());
    }
    List<Row> shown = new ArrayList<>(rows.subList(0, Math.max(0, height)));
    shown.add(footer(poll));
    screen.draw(surface.frame(shown));
  }

  private Row footer(StatusPoller.Poll poll) {
    Row row = Row.of(" ").add("q", Style.TITLE).add(" quit", Style.DIM);
    if (!poll.trouble.isEmpty()) {
      return row.add("  LOST, trying again: " + poll.trouble, Style.BAD);
    }
    long silent = ticker.epochMillis() - poll.epochMillis;
    return silent < SILENT_MILLIS
        ? row
        : row.add("  NO ANSWER for " + silent / 1_000 + " s, waiting for it", Style.BAD);
  }

  /** Returns an address without the parts that all addresses have in common. */
  public static String name(JMXServiceURL url) {
    return url.getProtocol().equals("jmxmp") ? url.getHost() + ":" + url.getPort() : url.toString();
  }
}
