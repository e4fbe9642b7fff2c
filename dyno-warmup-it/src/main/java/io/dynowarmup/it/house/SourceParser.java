// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.house;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import io.dynowarmup.it.house.SourceFile.Method;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Reads source files with the parser of the Java compiler. */
final class SourceParser {
  private final SourcePositions positions;
  private final CompilationUnitTree unit;

  private SourceParser(SourcePositions positions, CompilationUnitTree unit) {
    this.positions = positions;
    this.unit = unit;
  }

  /** Parses every file below the folder that declares a type. */
  static List<SourceFile> parse(Path root) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager =
            compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8);
        Stream<Path> walk = Files.walk(root)) {
      List<Path> paths =
          walk.filter(p -> p.toString().endsWith(".java")).sorted().collect(Collectors.toList());
      Iterable<? extends JavaFileObject> sources = manager.getJavaFileObjectsFromPaths(paths);
      JavacTask task =
          (JavacTask) compiler.getTask(null, manager, null, List.of("-proc:none"), null, sources);
      List<SourceFile> files = new ArrayList<>();
      for (CompilationUnitTree unit : task.parse()) {
        if (!unit.getTypeDecls().isEmpty()) {
          files.add(new SourceParser(Trees.instance(task).getSourcePositions(), unit).file());
        }
      }
      return files;
    }
  }

  private SourceFile file() {
    Path path = Path.of(unit.getSourceFile().toUri());
    List<String> lines = read(path);
    ClassTree type = (ClassTree) unit.getTypeDecls().get(0);
    return new SourceFile(
        unit.getPackageName().toString(),
        type.getSimpleName().toString(),
        lines.size(),
        CodeLines.count(lines),
        type.getModifiers().getFlags().contains(Modifier.PUBLIC),
        longestMethod(),
        imports());
  }

  private Method longestMethod() {
    LineMap map = unit.getLineMap();
    Method[] longest = {Method.NONE};
    new TreeScanner<Void, String>() {
      @Override
      public Void visitClass(ClassTree type, String outer) {
        return super.visitClass(type, type.getSimpleName().toString());
      }

      @Override
      public Void visitMethod(MethodTree method, String type) {
        long from = map.getLineNumber(positions.getStartPosition(unit, method));
        long end = positions.getEndPosition(unit, method);
        int length = end < 0 ? 0 : (int) (map.getLineNumber(end) - from + 1);
        if (length > longest[0].lines()) {
          longest[0] = new Method(type + "." + method.getName(), length);
        }
        return super.visitMethod(method, type);
      }
    }.scan(unit, "");
    return longest[0];
  }

  private Set<String> imports() {
    Set<String> packages = new TreeSet<>();
    for (ImportTree imported : unit.getImports()) {
      packages.add(packageOf(imported.getQualifiedIdentifier()));
    }
    return packages;
  }

  /** Returns the package of a name: the parts before the first one with a capital letter. */
  private static String packageOf(Tree name) {
    return Stream.of(name.toString().split("\\."))
        .takeWhile(part -> Character.isLowerCase(part.charAt(0)))
        .collect(Collectors.joining("."));
  }

  private static List<String> read(Path path) {
    try {
      return Files.readAllLines(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
