// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.topology.yml;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.topology.ring.Texts;
import io.dynowarmup.topology.ring.Tokens;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** The keys of a pool in dynomite.yml, each with one text or a list of texts. */
final class YmlPool {
  private final String where;
  private final Map<String, Node> values;

  private YmlPool(String where, Map<String, Node> values) {
    this.where = where;
    this.values = values;
  }

  static YmlPool of(String where, MappingNode node) {
    Map<String, Node> values = new HashMap<>();
    for (NodeTuple t : node.getValue()) {
      if (t.getKeyNode() instanceof ScalarNode) {
        String key = ((ScalarNode) t.getKeyNode()).getValue();
        if (values.put(key, t.getValueNode()) != null) {
          throw YamlFile.bad(where, Texts.quotable(key) + ": is set twice");
        }
      }
    }
    return new YmlPool(where, values);
  }

  static YmlPool empty(String where) {
    return new YmlPool(where, Collections.emptyMap());
  }

  String where() {
    return where;
  }

  /** Returns all non-empty texts of the key; empty if the key is missing or has no value. */
  List<String> texts(String key) {
    Node node = values.get(key);
    if (node == null) {
      return Collections.emptyList();
    }
    List<Node> nodes =
        node instanceof SequenceNode
            ? ((SequenceNode) node).getValue()
            : Collections.singletonList(node);
    List<String> texts = new ArrayList<>();
    for (Node n : nodes) {
      if (!(n instanceof ScalarNode)) {
        throw YamlFile.bad(where, key + ": holds more than a value or a list of values");
      }
      String text = ((ScalarNode) n).getValue();
      if (!text.isEmpty()) {
        texts.add(text);
      }
    }
    return texts;
  }

  Optional<String> text(String key) {
    List<String> all = texts(key);
    if (all.size() > 1) {
      throw YamlFile.bad(where, key + ": has " + all.size() + " values; allowed: one");
    }
    return all.stream().findFirst();
  }

  /**
   * Returns the parsed value. An {@link IllegalArgumentException} of the function becomes the
   * message and says what is allowed.
   */
  <T> Optional<T> value(String key, Function<String, T> reader) {
    Optional<String> text = text(key);
    return text.isPresent() ? Optional.of(read(key, text.get(), reader)) : Optional.empty();
  }

  <T> List<T> values(String key, Function<String, T> reader) {
    List<T> all = new ArrayList<>();
    for (String text : texts(key)) {
      all.add(read(key, text, reader));
    }
    return all;
  }

  /** Returns the address; empty for a Unix socket, or if the key is missing. */
  Optional<Endpoint> endpoint(String key) {
    return value(key, YmlFormats::listen).flatMap(Function.identity());
  }

  /**
   * Returns the number; {@code otherwise} if the key is missing or 0, which Dynomite treats as
   * missing.
   */
  int number(String key, int max, int otherwise) {
    int n =
        value(
                key,
                t -> {
                  OptionalLong v = Tokens.digits(t, 9);
                  if (!v.isPresent() || v.getAsLong() > max) {
                    throw Texts.notAllowed(t, "0 to " + max);
                  }
                  return (int) v.getAsLong();
                })
            .orElse(0);
    return n == 0 ? otherwise : n;
  }

  boolean flag(String key) {
    return value(
            key,
            t -> {
              if (!t.equals("true") && !t.equals("false")) {
                throw Texts.notAllowed(t, "true, false");
              }
              return t.equals("true");
            })
        .orElse(false);
  }

  private <T> T read(String key, String text, Function<String, T> reader) {
    try {
      return reader.apply(text);
    } catch (IllegalArgumentException e) {
      throw YamlFile.bad(where, key + ": " + e.getMessage());
    }
  }
}
