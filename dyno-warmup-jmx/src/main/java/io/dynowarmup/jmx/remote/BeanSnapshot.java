// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.jmx.remote;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;

/**
 * Holds the values of a bean at one moment. A value that the other side does not know, or does not
 * have because it is older, is empty or -1. Immutable.
 */
public final class BeanSnapshot {
  /** A snapshot without values. */
  public static final BeanSnapshot NONE = new BeanSnapshot(Collections.emptyMap());

  private final Map<String, Object> values;

  private BeanSnapshot(Map<String, Object> values) {
    this.values = values;
  }

  /**
   * Creates a reading.
   *
   * @param values values by attribute: numbers, texts, open data of JMX, maps, collections
   */
  public static BeanSnapshot of(Map<String, ?> values) {
    Map<String, Object> plain = new LinkedHashMap<>();
    values.forEach((name, value) -> plain.put(name, plain(value)));
    return new BeanSnapshot(Collections.unmodifiableMap(plain));
  }

  private static Object plain(Object value) {
    if (value instanceof CompositeData) {
      CompositeData data = (CompositeData) value;
      Map<String, Object> items = new LinkedHashMap<>();
      data.getCompositeType().keySet().forEach(key -> items.put(key, plain(data.get(key))));
      return items;
    }
    if (value instanceof TabularData) {
      Map<String, Object> rows = new LinkedHashMap<>();
      for (Object row : ((TabularData) value).values()) {
        CompositeData data = (CompositeData) row;
        rows.put(String.valueOf(data.get("key")), plain(data.get("value")));
      }
      return rows;
    }
    if (value != null && value.getClass().isArray()) {
      List<Object> elements = new ArrayList<>();
      for (int i = 0; i < Array.getLength(value); i++) {
        elements.add(plain(Array.get(value, i)));
      }
      return elements;
    }
    return value;
  }

  public String text(String name) {
    Object value = values.get(name);
    return value == null ? "" : value.toString();
  }

  public long number(String name) {
    Object value = values.get(name);
    return value instanceof Number ? ((Number) value).longValue() : -1;
  }

  public boolean flag(String name) {
    return Boolean.TRUE.equals(values.get(name));
  }

  public List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    for (Object element : list(name)) {
      texts.add(String.valueOf(element));
    }
    return texts;
  }

  /** Returns a composite; empty if there is none. */
  public Optional<BeanSnapshot> item(String name) {
    return Optional.ofNullable(values.get(name)).map(BeanSnapshot::item);
  }

  /** Returns an array of composites. */
  public List<BeanSnapshot> items(String name) {
    List<BeanSnapshot> items = new ArrayList<>();
    for (Object element : list(name)) {
      items.add(item(element));
    }
    return items;
  }

  private List<?> list(String name) {
    Object value = values.get(name);
    return value instanceof List ? (List<?>) value : Collections.emptyList();
  }

  private static BeanSnapshot item(Object value) {
    Map<String, Object> items = new LinkedHashMap<>();
    if (value instanceof Map) {
      ((Map<?, ?>) value).forEach((key, v) -> items.put(String.valueOf(key), v));
    }
    return new BeanSnapshot(items);
  }

  /** Returns all values by name: maps, lists, texts, numbers and booleans. */
  public Map<String, Object> values() {
    return values;
  }
}
