// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli.screen;

import java.util.ArrayList;
import java.util.List;

/** A heading with a list of items below it, each of one or more lines. */
final class Block {
  private final String name;
  private final boolean latestMatters;
  private final List<List<Row>> items = new ArrayList<>();

  /**
   * Creates a block.
   *
   * @param latestMatters whether to leave out the first items instead of the last if not all of
   *     them fit
   */
  Block(String name, boolean latestMatters) {
    this.name = name;
    this.latestMatters = latestMatters;
  }

  Block add(List<Row> item) {
    items.add(item);
    return this;
  }

  /** Returns the number of lines of the whole block; 0 if the list is empty. */
  int size() {
    return items.isEmpty() ? 0 : 1 + items.stream().mapToInt(List::size).sum();
  }

  /**
   * Returns the lines of the block.
   *
   * @param room available lines; items that do not fit are left out and counted in the heading
   * @return no lines if not even one item fits
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
