// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.house;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Finds the packages that depend on themselves through other packages. */
final class PackageCircles {
  private final Map<String, Set<String>> arrows = new TreeMap<>();

  private PackageCircles(List<SourceFile> files) {
    files.forEach(f -> arrows.computeIfAbsent(f.packageName(), n -> new TreeSet<>()));
    for (SourceFile file : files) {
      for (String to : file.imports()) {
        if (!to.equals(file.packageName()) && arrows.containsKey(to)) {
          arrows.get(file.packageName()).add(to);
        }
      }
    }
  }

  static List<String> of(List<SourceFile> files) {
    PackageCircles graph = new PackageCircles(files);
    List<String> circles = new ArrayList<>();
    for (String from : graph.arrows.keySet()) {
      Set<String> reached = new HashSet<>();
      graph.arrows.get(from).forEach(to -> graph.reach(to, reached));
      if (reached.contains(from)) {
        circles.add(from);
      }
    }
    return circles;
  }

  private void reach(String from, Set<String> reached) {
    if (reached.add(from)) {
      arrows.get(from).forEach(to -> reach(to, reached));
    }
  }
}
