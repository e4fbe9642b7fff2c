// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.house;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Prints the size and structure of the shipped modules' sources as one table: files, code lines,
 * types per package, longest file and method, public and package-private types, cycles between
 * packages. Two tables, taken before and after a change, show its effect.
 */
public final class HouseReport {
  private static final int FILE_LIMIT = 300;
  private static final int METHOD_LIMIT = 50;
  private static final int PACKAGE_LIMIT = 20;

  private final List<SourceFile> files;

  HouseReport(List<SourceFile> files) {
    if (files.isEmpty()) {
      throw new IllegalArgumentException("No Java sources in the given folders");
    }
    this.files = files;
  }

  /**
   * Prints the report.
   *
   * @param roots source folders, such as {@code dyno-warmup-plugin/src/main/java}
   */
  public static void main(String[] roots) throws IOException {
    List<SourceFile> files = new ArrayList<>();
    for (String root : roots) {
      files.addAll(SourceParser.parse(Path.of(root)));
    }
    new HouseReport(files).print(new PrintStream(System.out, true, StandardCharsets.UTF_8));
  }

  /** Prints all rows as a Markdown table. */
  void print(PrintStream out) {
    out.println("| What | Value |");
    out.println("|---|---|");
    row(out, "files", files.size());
    row(out, "code lines (no blank, no comment)", codeLines());
    row(out, "code lines of the median file", medianFile());
    printLongest(out);
    printPackages(out);
  }

  private void printLongest(PrintStream out) {
    SourceFile longest = max(Comparator.comparingInt(SourceFile::lines));
    row(out, "files above " + FILE_LIMIT + " lines", count(f -> f.lines() > FILE_LIMIT));
    row(out, "longest file, all lines", longest.lines() + " " + longest.name());
    SourceFile method = max(Comparator.comparingInt(f -> f.longestMethod().lines()));
    row(
        out,
        "files with a method above " + METHOD_LIMIT + " lines",
        count(f -> f.longestMethod().lines() > METHOD_LIMIT));
    row(out, "longest method, all lines", method.longestMethod());
  }

  private void printPackages(PrintStream out) {
    Map<String, Integer> packages = typesPerPackage();
    Map.Entry<String, Integer> fullest =
        packages.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow();
    long crowded = packages.values().stream().filter(n -> n > PACKAGE_LIMIT).count();
    row(out, "packages", packages.size());
    row(out, "packages with more than " + PACKAGE_LIMIT + " types", crowded);
    row(out, "types in the fullest package", fullest.getValue() + " " + fullest.getKey());
    row(out, "public to package-private types", publicToPrivate());
    List<String> circles = PackageCircles.of(files);
    row(out, "packages in a circle", circles.size() + (circles.isEmpty() ? "" : " " + circles));
  }

  private String publicToPrivate() {
    long open = count(SourceFile::isPublic);
    long rest = files.size() - open;
    return String.format(
        Locale.ROOT, "%d to %d (%.2f)", open, rest, (double) open / Math.max(1, rest));
  }

  private long count(Predicate<SourceFile> which) {
    return files.stream().filter(which).count();
  }

  private int codeLines() {
    return files.stream().mapToInt(SourceFile::codeLines).sum();
  }

  private int medianFile() {
    List<Integer> sizes =
        files.stream().map(SourceFile::codeLines).sorted().collect(Collectors.toList());
    return sizes.get(sizes.size() / 2);
  }

  private SourceFile max(Comparator<SourceFile> by) {
    return files.stream().max(by).orElseThrow();
  }

  private Map<String, Integer> typesPerPackage() {
    Map<String, Integer> types = new TreeMap<>();
    files.forEach(f -> types.merge(f.packageName(), 1, Integer::sum));
    return types;
  }

  private static void row(PrintStream out, String what, Object value) {
    out.println("| " + what + " | " + value + " |");
  }
}
