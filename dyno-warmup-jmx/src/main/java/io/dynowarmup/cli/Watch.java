package io.dynowarmup.cli;

import io.dynowarmup.WarmupException;
import io.dynowarmup.jmx.remote.Reading;
import io.dynowarmup.jmx.remote.RemoteBean;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Pause;
import io.dynowarmup.time.Ticker;
import java.util.ArrayList;
import java.util.List;
import javax.management.remote.JMXServiceURL;

/** Draws what the bean says, again and again, and goes on when it is gone for a while. */
final class Watch {
  private static final int LOOKS = 5;
  private static final long LOOK_MILLIS = 100;

  /** How to get to the bean again. */
  interface Connector {
    RemoteBean connect() throws InterruptedException;
  }

  private final Connector connector;
  private final FullScreen screen;
  private final Ticker ticker;
  private Reading last;
  private String trouble = "";

  Watch(Connector connector, FullScreen screen, Ticker ticker) {
    this.connector = connector;
    this.screen = screen;
    this.ticker = ticker;
  }

  /** Until q is typed. */
  void run(RemoteBean first) throws InterruptedException {
    RemoteBean bean = first;
    String name = name(first.url());
    do {
      bean = read(bean);
      draw(name);
    } while (!quit());
    if (bean != null && bean != first) {
      bean.close();
    }
  }

  /**
   * @return null when the connection is lost
   */
  private RemoteBean read(RemoteBean bean) throws InterruptedException {
    RemoteBean open = bean;
    try {
      open = bean == null ? connector.connect() : bean;
      last = open.read();
      trouble = "";
      return open;
    } catch (WarmupException e) {
      trouble = e.getMessage();
      if (open != null) {
        open.close();
      }
      return null;
    }
  }

  private void draw(String name) {
    Surface surface = screen.surface();
    String clock = Times.time(ticker.epochMillis());
    List<Row> rows = new ArrayList<>();
    rows.addAll(
        new StatusScreen(surface.glyphs(), surface.width(), surface.height() - 1)
            .rows(last, name, clock));
    while (rows.size() < surface.height() - 1) {
      rows.add(new Row());
    }
    List<Row> shown = new ArrayList<>(rows.subList(0, Math.max(0, surface.height() - 1)));
    shown.add(footer());
    screen.draw(surface.frame(shown));
  }

  private Row footer() {
    return trouble.isEmpty()
        ? Row.of(" ").add("q", Style.TITLE).add(" quit", Style.DIM)
        : Row.of(" ").add("LOST, trying again: " + trouble, Style.BAD);
  }

  private boolean quit() throws InterruptedException {
    for (int i = 0; i < LOOKS; i++) {
      if (screen.quit()) {
        return true;
      }
      Pause.system().millis(LOOK_MILLIS, CancelSignal.never());
    }
    return false;
  }

  /** An address without what is the same in all of them. */
  static String name(JMXServiceURL url) {
    return url.getProtocol().equals("jmxmp") ? url.getHost() + ":" + url.getPort() : url.toString();
  }
}
