// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli.screen;

import java.util.ArrayList;
import java.util.List;

/** A heading and what is listed below it, each of one line or more. Pure. */
final class Block {
  private final String name;
  private final boolean latestMatters;
  private final List<List<Row>> items = new ArrayList<>();

  /**
   * @param latestMatters where not all of it fits, the first ones are left out instead of the last
   */
  Block(String name, boolean latestMatters) {
    this.name = name;
    this.latestMatters = latestMatters;
  }

  Block add(List<Row> item) {
    items.add(item);
    return this;
  }

  /** Lines that all of it takes; 0 when nothing is listed. */
  int size() {
    return items.isEmpty() ? 0 : 1 + items.stream().mapToInt(List::size).sum();
  }

  /**
   * @param room lines; what does not fit is left out, and counted in the heading
   * @return no line at all where not even one item fits
   */
  List<Row> rows(int room) {
    List<Row> shown = new ArrayList<>();
    int count = 0;
    while (count < items.size()) {
      List<Row> next = items.get(latestMatters ? items.size() - 1 - count : count);
      if (1 + shown.size() + next.size() > room) {
        break;
      }
      shown.addAll(latestMatters ? 0 : shown.size(), next);
      count++;
    }
    if (count > 0) {
      String more = count < items.size() ? " (" + (items.size() - count) + " more)" : "";
      shown.add(0, new Row().to(1).add(name + more, Style.DIM));
    }
    return shown;
  }
}
