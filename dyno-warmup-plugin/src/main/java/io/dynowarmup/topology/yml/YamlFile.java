// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.topology.yml;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.file.IoErrors;
import io.dynowarmup.file.SettledFile;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * Reads the single pool of a dynomite.yml. It works on YAML nodes and creates no objects from them,
 * because Dynomite reads every value as text too: 1:20 is not a number to it.
 */
final class YamlFile {
  private static final int MAX_BYTES = 1_000_000;

  /**
   * Longest line in characters. For each 1,000 characters of a line, the parser copies the line so
   * far again.
   */
  private static final int MAX_LINE = 50_000;

  private static final String NO_FILE =
      " is not a file; a dynomite.yml that this user can read is needed";

  private YamlFile() {}

  static <T> T read(SettledFile reader, Path file, SettledFile.Format<T> format) {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new WarmupException(Reason.FILE, file + NO_FILE);
    }
    try {
      return reader.read(file, MAX_BYTES, format);
    } catch (NoSuchFileException e) {
      throw new WarmupException(Reason.FILE, file + NO_FILE, e);
    } catch (IOException e) {
      throw new WarmupException(Reason.FILE, file + " cannot be read: " + IoErrors.of(e), e);
    }
  }

  static YmlPool pool(String text, String where) {
    if (text.trim().isEmpty()) {
      throw bad(where, "is empty; check whether it is being written");
    }
    Node root = compose(text, where);
    if (!(root instanceof MappingNode)) {
      throw bad(where, "is not a dynomite.yml; it has one pool at its top, such as dyn_o_mite:");
    }
    MappingNode top = (MappingNode) root;
    if (top.getValue().size() != 1) {
      throw bad(where, "has " + top.getValue().size() + " entries at its top; allowed: one pool");
    }
    NodeTuple pool = top.getValue().get(0);
    if (!(pool.getKeyNode() instanceof ScalarNode)
        || !(pool.getValueNode() instanceof MappingNode)) {
      throw bad(
          where,
          "has a top entry without 'key: value' lines; it must be a pool such as dyn_o_mite:");
    }
    return YmlPool.of(where, (MappingNode) pool.getValueNode());
  }

  private static Node compose(String text, String where) {
    if (text.length() > MAX_BYTES) {
      throw bad(where, "is longer than " + MAX_BYTES + " characters; it is not a dynomite.yml");
    }
    if (longestLine(text) > MAX_LINE) {
      throw bad(
          where, "has a line of more than " + MAX_LINE + " characters; it is not a dynomite.yml");
    }
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(MAX_BYTES);
    options.setMaxAliasesForCollections(10);
    options.setNestingDepthLimit(10);
    try {
      return new Yaml(new SafeConstructor(options)).compose(new StringReader(text));
    } catch (MarkedYAMLException e) {
      // neither the cause nor its whole message: they quote the line, which may contain a password
      String line =
          e.getProblemMark() == null ? "" : ", line " + (e.getProblemMark().getLine() + 1);
      throw bad(where, "cannot be read as YAML" + line);
    } catch (RuntimeException e) {
      throw bad(where, "cannot be read as YAML (" + e.getClass().getSimpleName() + ")");
    }
  }

  private static int longestLine(String text) {
    int longest = 0;
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i == text.length() || text.charAt(i) == '\n') {
        longest = Math.max(longest, i - start);
        start = i + 1;
      }
    }
    return longest;
  }

  static WarmupException bad(String where, String problem) {
    return new WarmupException(Reason.FILE, where + " " + problem);
  }
}
